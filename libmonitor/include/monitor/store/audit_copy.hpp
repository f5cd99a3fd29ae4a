#pragma once
// store: how is a copy of audit.db looked at, without touching it and without the house it came from?

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>

#include "monitor/audit/logbooks.hpp"
#include "monitor/audit/notary.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/seal/key_file.hpp"

namespace monitor::store {

/// Whether what the lines hold can be looked at, or their leaves alone.
enum class Contents : std::uint8_t { sealed = 0, opened = 1 };

/// Belongs to one thread.
struct AuditCopy {
    std::unique_ptr<seal::KeyFile> keys{};
    std::unique_ptr<audit::Trail> trail{};
    std::unique_ptr<audit::Notary> notary{};
    std::unique_ptr<audit::Logbooks> logbooks{};
    Contents contents{};
};

/// Of the audit.db in `directory`, with its write-ahead log where there is one, taken into `workshop`: an empty directory that is
/// nobody else's, and that the caller removes. `keys`: a key file with which the lines can be opened.
[[nodiscard]] std::expected<AuditCopy, Error> open_audit_copy(const std::filesystem::path& directory,
                                                              const std::filesystem::path& workshop,
                                                              const std::optional<std::filesystem::path>& keys, const Clock&,
                                                              Random&, Log&);

}  // namespace monitor::store
