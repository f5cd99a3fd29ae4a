// Does every input that was ever thrown at a target still go well, under the compiler that schools get?
//
// Plays each file of a directory whole, and the smaller ones cut short, at every byte or at as many places: where parsers trip most.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t largest_cut = 4096, places = 300;

// A copy of exactly this size: reading beyond it is seen by the sanitizer.
void play(const std::string& input, std::size_t size) {
    const std::vector<std::uint8_t> exact(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size));
    (void)LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::fputs("usage: replay_<target> <directory>\n", stderr), 2;
    int played{};
    for (const auto& entry : std::filesystem::directory_iterator{arguments[1]}) {
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string input{std::istreambuf_iterator<char>{file}, {}};
        if (input.size() <= largest_cut) {
            const std::size_t step = 1 + input.size() / places;
            for (std::size_t size = 0; size < input.size(); size += step) play(input, size);
        }
        play(input, input.size());
        ++played;
    }
    std::printf("%d inputs played\n", played);
    return played > 0 ? 0 : 1;
}
