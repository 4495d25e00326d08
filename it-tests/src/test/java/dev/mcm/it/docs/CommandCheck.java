package dev.mcm.it.docs;

import dev.mcm.atctl.AtctlMain;
import dev.mcm.local.cli.McmCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Whether a command could be run: program, verbs, options, targets and files are there. Nothing is
/// run.
final class CommandCheck {
    private static final Set<String> SHELL = Set.of("set", ".", "cd", "eval", "curl");
    private static final String ATCTL = "atctl";

    private final ProjectFiles files;
    private final OtherPrograms others;

    CommandCheck(ProjectFiles files) {
        this.files = files;
        this.others = new OtherPrograms(files);
    }

    /// Whether words in a sentence are a command at all, and not a name.
    static boolean isCommand(String span) {
        String program = span.split("\\s", 2)[0];
        return program.equals(ATCTL)
                || program.equals("make")
                || program.startsWith("./m")
                || program.startsWith("bin/")
                || program.startsWith(".ci/")
                || OtherPrograms.NAMES.contains(program);
    }

    /// What is wrong with a snippet; empty = nothing.
    List<String> problems(Snippet snippet) {
        try {
            return ShellCommands.of(withoutBrackets(snippet)).stream()
                    .flatMap(words -> problem(words, snippet.isInSentence()).stream())
                    .map(problem -> snippet.where() + ": " + problem)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(snippet.where() + ": " + e.getMessage());
        }
    }

    /// A sentence may say what can be left out, and leave the rest to the reader.
    private static String withoutBrackets(Snippet snippet) {
        return snippet.isInSentence()
                ? snippet.text().replaceAll("[\\[\\]]", "").replaceAll(" …$", "")
                : snippet.text();
    }

    private Optional<String> problem(List<String> words, boolean mention) {
        String program = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (SHELL.contains(program)) {
            return Optional.empty();
        }
        return switch (program) {
            case ATCTL, "bin/atctl.sh" -> parsed(AtctlMain.line(Map.of()), rest, mention);
            case "bin/with-atc.sh" -> problem(rest, mention);
            case "./mcm" -> mcm(rest, mention);
            case "./mvnw" -> new MavenCheck(files).problem(rest);
            case "make" -> make(rest);
            default ->
                    program.contains("/")
                            ? files.scriptProblem(program, rest)
                            : others.problem(program, rest);
        };
    }

    private Optional<String> mcm(List<String> words, boolean mention) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return switch (verb) {
            case ATCTL -> parsed(AtctlMain.line(Map.of()), rest, mention);
            case "bench" -> files.benchProblem(rest);
            default -> parsed(new CommandLine(new McmCommand()), words, mention);
        };
    }

    private Optional<String> make(List<String> words) {
        return words.stream()
                .filter(word -> !word.contains("=") && !word.equals(ShellCommands.FILLED_IN))
                .filter(word -> !files.makeTargets().contains(word))
                .findFirst()
                .map(word -> "make has no target '" + word + "'");
    }

    /// @param mention a verb that a sentence only names need not have its parameters
    private static Optional<String> parsed(CommandLine line, List<String> words, boolean mention) {
        if (mention && isOnlyNamed(line, words)) {
            return Optional.empty();
        }
        try {
            var _ = line.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(
                    line.getCommandName() + " " + String.join(" ", words) + ": " + e.getMessage());
        }
    }

    private static boolean isOnlyNamed(CommandLine line, List<String> words) {
        CommandLine at = line;
        for (String word : words) {
            CommandLine next = at.getSubcommands().get(word);
            if (next == null) {
                return false;
            }
            at = next;
        }
        return true;
    }
}
