#pragma once
// roster: how are the files of a zip read, without unpacking it to a disk?

#include <filesystem>

#include "roster/files_zip_index.hpp"

namespace monitor::roster {

[[nodiscard]] std::expected<std::unique_ptr<Files>, Error> open_zip(Descriptor file, std::uint64_t size, FilesLimits);

}  // namespace monitor::roster
