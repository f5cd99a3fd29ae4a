// What is left in memory that was given back? Nothing.
//
// Pictures, tabs and names pass through the buffers of lines, queues and texts, and an allocator hands those on as they are:
// without this a core still shows the last screen after the lesson. Every object of this program goes through here, also those
// of the libraries below it, and the frames of coroutines, which Asio gives to free(). LimitCORE and the pages of the last
// pictures (store/latest_pictures) stand beside it.

#include <malloc.h>

#include <cstdlib>
#include <new>

#include <Poco/Net/HTTPBufferAllocator.h>

#include "monitor/seal/secret.hpp"

// The linker has every free() of this program come here (--wrap=free in CMakeLists.txt); these two names are its own.
extern "C" void __real_free(void*);  // NOLINT(bugprone-reserved-identifier)
extern "C" void __wrap_free(void*);  // NOLINT(bugprone-reserved-identifier)

namespace {

void* taken(std::size_t size) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void* taken(std::size_t size, std::align_val_t at) noexcept {
    const auto step = static_cast<std::size_t>(at);
    return std::aligned_alloc(step, (size + step - 1) / step * step + (size == 0 ? step : 0));
}
void* or_fail(void* memory) {
    return memory != nullptr ? memory : throw std::bad_alloc{};
}
void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    monitor::seal::wipe({static_cast<std::byte*>(memory), ::malloc_usable_size(memory)});
    __real_free(memory);
}

}  // namespace

void __wrap_free(void* memory) { give_back(memory); }

// All forms of [new.delete], so that none finds its way to another allocator.
void* operator new(std::size_t size) { return or_fail(taken(size)); }
void* operator new[](std::size_t size) { return or_fail(taken(size)); }
void* operator new(std::size_t size, std::align_val_t at) { return or_fail(taken(size, at)); }
void* operator new[](std::size_t size, std::align_val_t at) { return or_fail(taken(size, at)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void* operator new(std::size_t size, std::align_val_t at, const std::nothrow_t&) noexcept { return taken(size, at); }
void* operator new[](std::size_t size, std::align_val_t at, const std::nothrow_t&) noexcept { return taken(size, at); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }

// Poco keeps the buffers of its answers for the next, with the last page in them. Of two of one name the linker takes the program's own.
void Poco::Net::HTTPBufferAllocator::deallocate(char* buffer, std::streamsize) {
    monitor::seal::wipe({reinterpret_cast<std::byte*>(buffer), BUFFER_SIZE});
    _pool.release(buffer);
}
