#pragma once
// seal: how are OpenSSL's objects held, and what if one of its calls fails that has no reason to?

#include <memory>

namespace monitor::seal {

/// Frees with OpenSSL's own function: Held<EVP_PKEY, EVP_PKEY_free>.
template <auto free>
struct Freed {
    template <class Object>
    void operator()(Object* object) const noexcept {
        free(object);
    }
};
template <class Object, auto free>
using Held = std::unique_ptr<Object, Freed<free>>;

/// For calls that fail only when memory or the provider is gone: throws std::runtime_error, so that nothing goes on unsealed.
void must(bool succeeded);

template <class Object>
[[nodiscard]] Object* must(Object* made) {
    must(made != nullptr);
    return made;
}

}  // namespace monitor::seal
