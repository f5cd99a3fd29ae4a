#include "start/spare_buffers.hpp"

#include <array>

#include <Poco/Net/HTTPBufferAllocator.h>

#include "monitor/seal/secret.hpp"

namespace monitor::start {

// The pool hands out what it has before it makes more, and takes back everything: more than sixteen pages ever use at once are
// asked for, overwritten and given back.
void wipe_spare_buffers() {
    using Buffers = Poco::Net::HTTPBufferAllocator;
    constexpr auto size = Buffers::BUFFER_SIZE;
    std::array<char*, 128> spare{};
    for (auto& one : spare) {
        one = Buffers::allocate(size);
        seal::wipe(std::as_writable_bytes(std::span{one, std::size_t{size}}));
    }
    for (auto* one : spare) Buffers::deallocate(one, size);
}

}  // namespace monitor::start
