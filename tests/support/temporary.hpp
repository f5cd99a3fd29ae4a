#pragma once
// support: a directory that is there for one test.

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace monitor::test {

class Temporary {
public:
    Temporary() {
        auto pattern = (std::filesystem::temp_directory_path() / "monitor-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
        path_ = pattern;
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace monitor::test
