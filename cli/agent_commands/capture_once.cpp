// monitor-agent capture once: what would a school see of this screen? For the person at it, and for whoever installs the agent.

#include <cerrno>
#include <charconv>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/codec/encoder.hpp"

namespace monitor::agent_cli {
namespace {

constexpr std::chrono::seconds patience{2};

std::optional<Size> parsed(std::string_view text) {
    Size size;
    const auto* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc{} || height.ptr != end) return std::nullopt;
    return size;
}

bool within(Size size, Size limit) {
    return size.width <= limit.width && size.height <= limit.height;
}

std::expected<Bytes, Exit> picture_of(const Context& context, const OnceWords& asked, Size at_most) {
    const auto stream =
        within(at_most, picture::limits(picture::Stream::grid).size) ? picture::Stream::grid : picture::Stream::live;
    auto encoder = codec::make_encoder({stream, at_most, 1});
    if (!encoder) return std::unexpected{failed(context, Exit::usage, Word::bad_size, asked.size)};
    auto capturer = capture::open({asked.backend, asked.source, capture::Extent::desktop, &context.clock});
    if (!capturer)
        return std::unexpected{
            failed(context, Exit::unavailable, Word::no_screen, capturer.error().operation, capturer.error().system_code)};
    const auto frame = (*capturer)->next(patience);
    if (!frame)
        return std::unexpected{
            failed(context, Exit::unavailable, Word::no_screen, frame.error().operation, frame.error().system_code)};
    if (!*frame) return std::unexpected{failed(context, Exit::unavailable, Word::no_change)};
    (*encoder)->look(**frame);
    auto encoded = (*encoder)->encode();
    if (!encoded) return std::unexpected{failed(context, Exit::failure, Word::not_encoded, encoded.error().operation)};
    if (!*encoded) return std::unexpected{failed(context, Exit::failure, Word::no_change)};
    return picture::webp((*encoded)->vp8);
}

bool put(int file, BytesView bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

/// For its owner's eyes: 0600.
Exit keep(const Context& context, const OnceWords& asked, BytesView webp) {
    if (asked.out == "-")
        return put(STDOUT_FILENO, webp) ? Exit::ok
                                        : failed(context, Exit::failure, Word::cannot_write, "-", std::strerror(errno));
    const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (asked.force ? O_TRUNC : O_EXCL);
    const int file = ::open(asked.out.c_str(), flags, 0600);
    if (file < 0 && errno == EEXIST) return failed(context, Exit::conflict, Word::is_there, asked.out);
    if (file < 0) {
        const auto exit = errno == EACCES ? Exit::not_permitted : errno == ENOENT ? Exit::not_found : Exit::failure;
        return failed(context, exit, Word::cannot_write, asked.out, std::strerror(errno));
    }
    // What was there may have been open to others.
    struct stat there {};
    const bool ours = ::fstat(file, &there) != 0 || !S_ISREG(there.st_mode) || ::fchmod(file, 0600) == 0;
    const bool whole = ours && put(file, webp);
    const int code = errno;
    if (::close(file) == 0 && whole) return Exit::ok;
    return failed(context, Exit::failure, Word::cannot_write, asked.out, std::strerror(code));
}

}  // namespace

Exit capture_once(const Context& context, const OnceWords& asked) {
    const auto size = parsed(asked.size);
    if (!size) return failed(context, Exit::usage, Word::bad_size, asked.size);
    // Before the screen is read: a picture nobody may keep is not taken.
    if (asked.out != "-" && !asked.force && ::access(asked.out.c_str(), F_OK) == 0)
        return failed(context, Exit::conflict, Word::is_there, asked.out);
    const auto webp = picture_of(context, asked, *size);
    return webp ? keep(context, asked, *webp) : webp.error();
}

}  // namespace monitor::agent_cli
