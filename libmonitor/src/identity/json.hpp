#pragma once
// identity: how is JSON of another party read, so that it can mean one thing only?
//
// Poco's reader lets the last of two equal names win; here doubles, depth and size are refused. Private: Poco JSON ends here.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/bytes.hpp"

namespace monitor::identity {

/// One JSON object, or nothing.
class Json {
public:
    /// Empty when `text` is not one object, holds a name twice at one place, is deeper than 16 or longer than `at_most`.
    [[nodiscard]] static std::optional<Json> parse(std::string_view text, std::size_t at_most);
    Json(const Json&);
    Json& operator=(const Json&) = delete;
    Json(Json&&) noexcept;
    Json& operator=(Json&&) = delete;
    ~Json();

    [[nodiscard]] bool has(const std::string& name) const;
    /// Each of these is empty when the member is missing or of another type.
    [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
    [[nodiscard]] std::optional<std::int64_t> whole_number(const std::string& name) const;
    [[nodiscard]] std::optional<bool> truth(const std::string& name) const;
    [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& name) const;
    [[nodiscard]] std::optional<Json> object(const std::string& name) const;
    [[nodiscard]] std::optional<std::vector<Json>> objects(const std::string& name) const;

private:
    struct Inside;
    explicit Json(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::identity
