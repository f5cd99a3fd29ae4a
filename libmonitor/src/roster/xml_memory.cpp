// roster: how does the XML parser forget?

#include "roster/xml_memory.hpp"

#include <cstdlib>
#include <cstring>

#include "roster/wiping.hpp"

namespace monitor::roster::xml {
namespace {

// In front of each block: how large it is.
constexpr std::size_t front = alignof(std::max_align_t);
static_assert(front >= sizeof(std::size_t));

std::size_t& size_of(void* block) noexcept {
    return *reinterpret_cast<std::size_t*>(static_cast<char*>(block) - front);
}

void* take(std::size_t size) noexcept {
    if (size > static_cast<std::size_t>(-1) - front) return nullptr;
    auto* whole = static_cast<char*>(std::malloc(size + front));
    if (whole == nullptr) return nullptr;
    void* block = whole + front;
    size_of(block) = size;
    return block;
}

void give_back(void* block) noexcept {
    if (block == nullptr) return;
    wipe(block, size_of(block));
    std::free(static_cast<char*>(block) - front);
}

void* resize(void* block, std::size_t size) noexcept {
    void* other = take(size);
    if (block == nullptr || other == nullptr) return other;
    std::memcpy(other, block, size < size_of(block) ? size : size_of(block));
    give_back(block);
    return other;
}

}  // namespace

const XML_Memory_Handling_Suite& forgetful() noexcept {
    static const XML_Memory_Handling_Suite suite{take, resize, give_back};
    return suite;
}

}  // namespace monitor::roster::xml
