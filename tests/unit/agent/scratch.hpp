#pragma once
// support: a directory of one test, gone after it.

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace monitor::test {

class Scratch {
public:
    Scratch() {
        auto name = (std::filesystem::temp_directory_path() / "monitor-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
        path_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code code;
        std::filesystem::remove_all(path_, code);
    }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace monitor::test
