#pragma once
// audit: was this log changed, cut, put in another order or wound back, and where?

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/audit/checkpoint.hpp"
#include "monitor/audit/evidence.hpp"

namespace monitor::audit {

/// Numbers stand in the output of commands: append, never renumber.
enum class Flaw : std::uint8_t {
    unreadable = 1,       ///< not the form of an export
    changed = 2,          ///< lines `first`…`last`: what they hold is not what their leaf says
    missing = 3,          ///< these lines are not there
    out_of_place = 4,     ///< these stand where they do not belong, or twice
    not_as_signed = 5,    ///< somewhere among these, leaves are not those that a checkpoint was signed over
    signature_wrong = 6,  ///< a checkpoint is not signed with the key that was pinned, or its text was changed
    wound_back = 7,       ///< a checkpoint was signed over lines up to `last`, and the log ends before `first`
    other_log = 8,        ///< a checkpoint of another log
    unsigned_end = 9,     ///< no checkpoint covers these lines
    head_differs = 10,    ///< the head that the store keeps is not that of its lines
    erased_early = 11,    ///< these lines, or who stands in them, were erased before their time
};
[[nodiscard]] std::string_view word(Flaw) noexcept;

struct Finding {
    Flaw flaw{};
    std::uint64_t first{}, last{};  ///< lines of the log, both included; where the flaw names any
    std::string place{};            ///< line of the file, or which checkpoint
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Since when lines must all be there, and since when with the persons in them (retention::log_stands_since()); as it stands,
/// neither is asked. When an erased line was written is known from the checkpoint before it, and from the lines before it: a
/// clock that was set back by more than a day in between is taken for an erasure.
struct Stands {
    Instant lines{Instant::max()}, persons{Instant::max()};
};

/// Takes one log, line by line, in the order in which it lies there; memory does not grow with the lines. One use.
class Verifier {
public:
    virtual ~Verifier() = default;
    Verifier(const Verifier&) = delete;
    Verifier& operator=(const Verifier&) = delete;

    /// A checkpoint, from the copy itself or kept elsewhere; all of them before the first line.
    virtual void witness(std::string_view note, std::string_view place) = 0;
    virtual void take(const Evidence&) = 0;
    /// Something that could not be read.
    virtual void unreadable(std::string place) = 0;
    /// After the last line. Empty: nothing is wrong with it.
    [[nodiscard]] virtual std::vector<Finding> end() = 0;
    /// Of what was taken so far.
    [[nodiscard]] virtual const Frontier& frontier() const = 0;

protected:
    Verifier() = default;
};
[[nodiscard]] std::unique_ptr<Verifier> make_verifier(std::string origin, const seal::PublicKey&, Stands = {});

/// An export, given in pieces of any size. `witnesses`: checkpoints that were kept elsewhere.
class ExportReader {
public:
    virtual ~ExportReader() = default;
    ExportReader(const ExportReader&) = delete;
    ExportReader& operator=(const ExportReader&) = delete;

    virtual void take(std::string_view piece) = 0;
    [[nodiscard]] virtual std::vector<Finding> end() = 0;
    /// Empty until the head was read.
    [[nodiscard]] virtual const std::string& origin() const = 0;
    [[nodiscard]] virtual std::uint64_t lines() const = 0;

protected:
    ExportReader() = default;
};
using EachLine = std::move_only_function<void(const Evidence&)>;
/// `each` is called for every line that can be read; may be empty.
[[nodiscard]] std::unique_ptr<ExportReader> read_export(const seal::PublicKey&, std::vector<std::string> witnesses, EachLine each,
                                                        Stands = {});

}  // namespace monitor::audit
