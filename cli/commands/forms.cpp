// cli: in which form and language does a document leave?

#include "commands/forms.hpp"

#include <map>

#include <CLI/CLI.hpp>

namespace monitor::cli {

void offer_forms(CLI::App& command, const Context& context, Forms& into) {
    command.add_option("--format", into.form, say(context, Word::help_privacy_format))
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Form>{{"markdown", Form::markdown}, {"json", Form::json}, {"html", Form::html}}))
        ->type_name("FORM");
    command.add_option("--language", into.language, say(context, Word::help_privacy_language))
        ->transform(CLI::CheckedTransformer(std::map<std::string, Language>{{"nl", Language::nl}, {"en", Language::en}}))
        ->type_name("nl|en");
}

std::string formed(const Context& context, const Forms& forms, const privacy::Document& document) {
    switch (context.format == Format::json ? Form::json : forms.form) {
        case Form::markdown: return markdown(document);
        case Form::json: return json(document);
        case Form::html: return html(document);
    }
    return {};
}

}  // namespace monitor::cli
