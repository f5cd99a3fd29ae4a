#pragma once
// roster: how is someone called on a screen: pupils by first name and one letter, others in full?

#include <string>
#include <string_view>

namespace monitor::roster {

/// "Sanne B.": the first name and the first letter of the surname. What comes before the surname does not count, neither in
/// `infix` nor in the surname itself, where it begins in lower case: "van der Berg" and "'t Hart" give B and H. "IJ" is one
/// letter. UTF-8. Without a surname the first name alone; without either "".
[[nodiscard]] std::string short_name(std::string_view first, std::string_view infix, std::string_view surname);

/// "Anouk de Vries": what there is, with one space between.
[[nodiscard]] std::string full_name(std::string_view first, std::string_view infix, std::string_view surname);

}  // namespace monitor::roster
