// Is what is taken for a line, a checkpoint or a key of a log exactly one that was written, and does an export of any bytes end?

#include <cstdint>
#include <cstdlib>
#include <optional>

#include "monitor/audit/proof.hpp"
#include "monitor/audit/verify.hpp"

namespace {

using namespace monitor;

void require(bool holds) {
    if (!holds) std::abort();
}

// The key with which the seeds of the corpus were signed (bindings/python/tests/other_verifier.py, secret 0x12…EF).
constexpr std::string_view pinned =
    "libmonitor.audit+7d6cc2b9+/2VjZHNhLXAyNTYtc2hhMjU2LXAxMzYzBPnr5GQUfMEC2SMk0JnZJ8GlDkLVegihFv/sCimBnY"
    "xlcLr30SiIkCpqDB1nrdEDEjyFmrab+OlDHJOEkw1Lfu4=";

seal::PublicKey key() {
    const auto read = audit::key_from(pinned);
    require(read.has_value());
    return *read;
}

// Whatever a line says, nobody believes that it stands in a log of one other line.
void try_proof(const audit::Evidence& line) {
    audit::Frontier log;
    log.append(audit::leaf(as_bytes("another")));
    const std::vector path{line.leaf};
    require(audit::included(line.leaf, line.index, 1, log.root(), {}) == audit::Proved::no);
    (void)audit::included(line.leaf, line.index, ~std::uint64_t{}, log.root(), path);
    (void)audit::consistent(line.index, line.leaf, line.index | 1, log.root(), path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto line = audit::evidence(text)) {
        require(audit::export_line(*line) == std::string{text} + '\n');
        (void)audit::entry(*line);
        try_proof(*line);
    }
    if (const auto read = audit::checkpoint(text, key())) require(read->size == 3 || read->size == 2);
    if (const auto read = audit::key_from(text)) require(audit::key_text(*read) == text);
    std::uint64_t told{};
    const auto reader = audit::read_export(key(), {}, [&](const audit::Evidence&) { ++told; });
    reader->take(text.substr(0, size / 2));
    reader->take(text.substr(size / 2));
    const auto findings = reader->end();
    require(told <= reader->lines());
    if (findings.empty()) require(told == reader->lines() && !reader->origin().empty());
    return 0;
}
