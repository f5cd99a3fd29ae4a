#pragma once
// fetch: where does an answer begin and end in the bytes a host sends (RFC 9112)?
//
// Strict on purpose: what could be read in two ways is refused, and an answer that breaks off is never taken for a whole one.
// (Poco 1.11 takes a chunked answer that breaks off for a whole one, and decodes RFC 2047 in headers.)

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "monitor/fetch/fetch.hpp"

namespace monitor::fetch {

enum class Progress : std::uint8_t { wants_more = 1, whole = 2 };

/// Feed it what arrives until the answer is whole. A value; after an error it is of no more use.
class AnswerReader {
public:
    explicit AnswerReader(std::size_t at_most) : at_most_{at_most} {}

    /// The error is a short literal: what is wrong with the answer.
    [[nodiscard]] std::expected<Progress, std::string_view> feed(std::string_view bytes);
    /// The host closed the connection, cleanly.
    [[nodiscard]] std::expected<Progress, std::string_view> close();
    /// Once it is whole.
    [[nodiscard]] Answer take() { return std::move(answer_); }

private:
    enum class At : std::uint8_t { status = 1, fields, body, rest, chunk_size, chunk, chunk_end, trailer, end };
    using Step = std::expected<void, std::string_view>;

    [[nodiscard]] bool line(std::string_view& into);
    [[nodiscard]] Step step();
    [[nodiscard]] Step status(std::string_view line);
    [[nodiscard]] Step field(std::string_view line);
    [[nodiscard]] Step begin_body();
    [[nodiscard]] Step begin_chunk(std::string_view line);
    [[nodiscard]] Step take_body();

    std::size_t at_most_;
    At at_{At::status};
    std::string held_{};        ///< arrived, not yet read
    std::size_t read_{};        ///< of held_
    std::size_t head_bytes_{};  ///< lines so far: status, fields, trailers
    int interim_{};             ///< 1xx answers so far
    std::uint64_t body_left_{};
    bool moved_{};
    Answer answer_{};
};

}  // namespace monitor::fetch
