#include "capture/x11_reader.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

namespace monitor::capture::x11 {
namespace {

constexpr std::uint32_t all_planes = ~0U;

std::size_t bytes_of(const Rect& part) {
    return static_cast<std::size_t>(part.area()) * 4;
}

bool can_pass_descriptors(const Connection& x) {
    const auto* shm = xcb_get_extension_data(x.raw(), &xcb_shm_id);
    if (shm == nullptr || shm->present == 0) return false;
    const auto version = owned(xcb_shm_query_version_reply(x.raw(), xcb_shm_query_version(x.raw()), nullptr));
    return version && (version->major_version > 1 || version->minor_version >= 2);
}

}  // namespace

Reader::Reader(const Connection& x, Size size) : x_{x} {
    if (can_pass_descriptors(x)) share(bytes_of(whole(size)));
}

Reader::~Reader() {
    const NoSigpipe quiet;
    if (segment_ != 0) xcb_shm_detach(x_.raw(), segment_);
    xcb_flush(x_.raw());
}

/// A nameless file that only we and the server map: nothing to find under /dev/shm, nothing left behind after a crash. A server
/// on another machine, or one that forbids it, refuses here; then the line does.
void Reader::share(std::size_t bytes) {
    const int descriptor = memfd_create("frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return;
    if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0) {
        close(descriptor);
        return;
    }
    (void)fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
    shared_ = PixelStore{bytes, descriptor};
    if (shared_.empty()) {
        close(descriptor);
        return;
    }
    const auto segment = xcb_generate_id(x_.raw());
    const auto asked = xcb_shm_attach_fd_checked(x_.raw(), segment, descriptor, 0);  // closes the descriptor
    if (!owned(xcb_request_check(x_.raw(), asked)) && x_.alive())
        segment_ = segment;
    else
        shared_ = {};
}

bool Reader::read(const Rects& parts) {
    answers_.clear();
    got_.clear();
    return segment_ != 0 ? read_shared(parts) : read_line(parts);
}

bool Reader::read_shared(const Rects& parts) {
    std::vector<xcb_shm_get_image_cookie_t> asked;
    std::size_t offset = 0;
    for (const auto& part : parts) {
        asked.push_back(xcb_shm_get_image(x_.raw(), x_.root(), static_cast<std::int16_t>(part.x),
                                          static_cast<std::int16_t>(part.y), static_cast<std::uint16_t>(part.width),
                                          static_cast<std::uint16_t>(part.height), all_planes, XCB_IMAGE_FORMAT_Z_PIXMAP,
                                          segment_, static_cast<std::uint32_t>(offset)));
        got_.push_back(shared_.bytes().subspan(offset, bytes_of(part)));
        offset += bytes_of(part);
    }
    bool all = true;
    for (const auto& one : asked) all = owned(xcb_shm_get_image_reply(x_.raw(), one, nullptr)) != nullptr && all;
    return all;
}

bool Reader::read_line(const Rects& parts) {
    std::vector<xcb_get_image_cookie_t> asked;
    for (const auto& part : parts)
        asked.push_back(xcb_get_image(x_.raw(), XCB_IMAGE_FORMAT_Z_PIXMAP, x_.root(), static_cast<std::int16_t>(part.x),
                                      static_cast<std::int16_t>(part.y), static_cast<std::uint16_t>(part.width),
                                      static_cast<std::uint16_t>(part.height), all_planes));
    bool all = true;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto answer = owned(xcb_get_image_reply(x_.raw(), asked[i], nullptr));
        const auto needed = bytes_of(parts[i]);
        if (!answer || static_cast<std::size_t>(xcb_get_image_data_length(answer.get())) < needed) {
            all = false;
            continue;
        }
        got_.emplace_back(reinterpret_cast<const std::byte*>(xcb_get_image_data(answer.get())), needed);
        answers_.emplace_back(answer.release());
    }
    return all;
}

}  // namespace monitor::capture::x11
