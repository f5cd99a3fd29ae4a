#pragma once
// transport tests: WebSocket frames by hand, right and wrong.

#include <string>
#include <string_view>

namespace monitor::test {

struct Frame {
    unsigned opcode{2};
    bool last{true};
    bool masked{true};
    unsigned reserved{};
    std::string_view words{};
};

inline std::string bytes(const Frame& frame) {
    std::string made;
    made += static_cast<char>((frame.last ? 0x80U : 0U) | frame.reserved << 4 | frame.opcode);
    const unsigned mask = frame.masked ? 0x80 : 0;
    const auto size = frame.words.size();
    if (size < 126) {
        made += static_cast<char>(mask | size);
    } else {
        const int places = size < 65536 ? 2 : 8;
        made += static_cast<char>(mask | (places == 2 ? 126U : 127U));
        for (int place = places - 1; place >= 0; --place) made += static_cast<char>(size >> 8 * place & 255);
    }
    if (frame.masked) made += std::string_view{"\0\0\0\0", 4};  // a mask of zeros leaves the words as they are
    return made + std::string{frame.words};
}

inline std::string handshake(std::string_view protocol = "test.1", std::string_view path = "/agent") {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: " + std::string{protocol} + "\r\n\r\n";
}

/// The close code in what a server sent, frames without masks; 0: it closed without one.
inline unsigned close_code(std::string_view sent) {
    while (sent.size() >= 2) {
        const auto opcode = static_cast<unsigned char>(sent[0]) & 15U;
        std::size_t size = static_cast<unsigned char>(sent[1]) & 127U, head = 2;
        if (size == 126 && sent.size() >= 4) {
            size = static_cast<std::size_t>(static_cast<unsigned char>(sent[2])) << 8 | static_cast<unsigned char>(sent[3]);
            head = 4;
        }
        if (opcode == 8 && size >= 2 && sent.size() >= head + 2)
            return static_cast<unsigned>(static_cast<unsigned char>(sent[head])) << 8 | static_cast<unsigned char>(sent[head + 1]);
        sent.remove_prefix(std::min(sent.size(), head + size));
    }
    return 0;
}

}  // namespace monitor::test
