package io.evoforge.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The reference page of the command line, made from the same model as the help. */
public final class CommandReference {
    private static final Set<String> COMMON = Set.of("--config", "--set", "--video", "--help", "--version");

    private CommandReference() {}

    /** The page for {@code tree}, in Markdown. */
    public static String page(CommandLine tree) {
        StringBuilder page = new StringBuilder("""
                # Command line

                Results go to standard output, everything else to standard error. `evoforge help VERB` prints what stands
                here. This page is generated from the code, and a test keeps it equal.

                Verbs:\s""");
        page.append(verbs(tree).stream()
                        .map(verb -> "[" + name(verb) + "](#" + anchor(verb) + ")")
                        .collect(Collectors.joining(", ")))
                .append(".\n\n## Exit codes\n\n");
        exitCodes(tree.getCommandSpec().usageMessage(), page);
        page.append("\n## Options of every verb\n\nThe first three where a verb reads the configuration.\n\n");
        OptionSpec[] common = verbs(tree).stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.findOption("--config") != null)
                .findFirst()
                .orElseThrow()
                .options()
                .stream()
                .filter(CommandReference::isCommon)
                .toArray(OptionSpec[]::new);
        table("option", List.of(common), page);
        verbs(tree).forEach(verb -> verb(verb, page));
        return page.toString();
    }

    /** Every verb below {@code command}, with the verbs of a verb after it. */
    static List<CommandLine> verbs(CommandLine command) {
        List<CommandLine> verbs = new ArrayList<>();
        for (CommandLine verb : command.getSubcommands().values()) {
            verbs.add(verb);
            verbs.addAll(verbs(verb));
        }
        return verbs;
    }

    private static void verb(CommandLine command, StringBuilder page) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        page.append("\n## ").append(name(command)).append("\n\n");
        page.append(paragraph(usage.description())).append("\n\n```text\n");
        Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
        page.append(help.synopsis(0).strip()).append("\n```\n");
        List<ArgSpec> parameters = spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(parameter -> (ArgSpec) parameter)
                .toList();
        List<ArgSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !isCommon(option))
                .map(option -> (ArgSpec) option)
                .toList();
        if (!parameters.isEmpty()) {
            page.append('\n');
            table("argument", parameters, page);
        }
        if (!options.isEmpty()) {
            page.append('\n');
            table("option", options, page);
        }
        page.append('\n');
        exitCodes(usage, page);
        page.append("\n```sh\n");
        Arrays.stream(usage.footer())
                .map(line -> line.startsWith("  ") ? line.substring(2) : line)
                .forEach(line -> page.append(line).append('\n'));
        page.append("```\n");
    }

    private static void table(String kind, List<? extends ArgSpec> arguments, StringBuilder page) {
        page.append("| ").append(kind).append(" | meaning |\n|---|---|\n");
        for (ArgSpec argument : arguments) {
            page.append("| `")
                    .append(label(argument))
                    .append("` | ")
                    .append(paragraph(argument.description()).replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    private static String label(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        OptionSpec option = (OptionSpec) argument;
        return String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private static void exitCodes(UsageMessageSpec usage, StringBuilder page) {
        page.append("| exit code | meaning |\n|---|---|\n");
        usage.exitCodeList()
                .forEach((code, meaning) -> page.append("| ")
                        .append(code)
                        .append(" | ")
                        .append(meaning)
                        .append(" |\n"));
    }

    private static boolean isCommon(OptionSpec option) {
        return COMMON.contains(option.longestName());
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    /** As GitHub makes it from a heading. */
    private static String anchor(CommandLine command) {
        return name(command).replace(' ', '-');
    }

    private static String paragraph(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%");
    }
}
