package dev.mcm.shared.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used; carries every problem, not only the first.
public final class ConfigException extends RuntimeException {
    private final transient List<ConfigProblem> problems;

    ConfigException(String service, List<ConfigProblem> problems) {
        super(message(service, problems));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String message(String service, List<ConfigProblem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(
                        Collectors.joining(
                                "", "configuration of " + service + " has " + count + ":", ""));
    }
}
