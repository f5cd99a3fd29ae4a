// cli: in which form and language does a document leave?

#include "commands/forms.hpp"

namespace monitor::cli {

void offer_forms(Command command, Forms& into) {
    command
        .option("--format", into.form, {{"markdown", Form::markdown}, {"json", Form::json}, {"html", Form::html}},
                Word::help_privacy_format)
        .called("FORM");
    command.option("--language", into.language, {{"nl", Language::nl}, {"en", Language::en}}, Word::help_privacy_language)
        .called("nl|en");
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
