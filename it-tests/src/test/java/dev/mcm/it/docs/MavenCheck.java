package dev.mcm.it.docs;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A command line of `./mvnw`: modules, profiles, properties and test classes are there.
final class MavenCheck {
    private static final Set<String> PHASES =
            Set.of("clean", "test", "package", "verify", "test-compile", "generate-sources");
    private static final Set<String> FLAGS = Set.of("-q", "-o", "-am", "-B", "-ntp");

    private static final String BELOW = "/**/*Test";

    /// Of Maven's own plug-ins.
    private static final Set<String> PROPERTIES =
            Set.of(
                    "skipTests",
                    "surefire.failIfNoSpecifiedTests",
                    "failsafe.failIfNoSpecifiedTests");

    private final ProjectFiles files;

    MavenCheck(ProjectFiles files) {
        this.files = files;
    }

    Optional<String> problem(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Optional<String> problem = word.equals("-pl") ? module(words.get(++i)) : problem(word);
            if (problem.isPresent()) {
                return problem.map(text -> "./mvnw: " + text);
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(String word) {
        if (word.startsWith("-P")) {
            return unless(
                    profiles().contains("<id>" + word.substring(2) + "</id>"), "profile", word);
        }
        if (word.startsWith("-D")) {
            return property(word.substring(2));
        }
        return unless(
                FLAGS.contains(word) || PHASES.contains(word) || word.contains(":"),
                "flag or phase",
                word);
    }

    private Optional<String> module(String names) {
        for (String name : names.split(",")) {
            if (!isForTheReader(name) && !files.exists(name + "/pom.xml")) {
                return Optional.of("no module '" + name + "'");
            }
        }
        return Optional.empty();
    }

    private Optional<String> property(String setting) {
        String name = setting.replaceFirst("=.*", "");
        if (name.equals("test") || name.equals("it.test")) {
            return testClasses(setting.substring(name.length() + 1));
        }
        boolean known =
                PROPERTIES.contains(name) || profiles().contains(name) || files.asksFor(name);
        return unless(known, "property", name);
    }

    private Optional<String> testClasses(String names) {
        for (String name : names.split(",")) {
            if (!isForTheReader(name) && !isTest(name)) {
                return Optional.of("no test class '" + name + "'");
            }
        }
        return Optional.empty();
    }

    /// A class, or all tests below a package.
    private boolean isTest(String name) {
        return name.endsWith(BELOW)
                ? files.hasPackage(name.substring(0, name.length() - BELOW.length()))
                : files.hasClass(name.replaceFirst("#.*", ""));
    }

    /// MODULE, CLASS.
    private static boolean isForTheReader(String name) {
        return name.equals(ShellCommands.FILLED_IN) || name.matches("[A-Z]+");
    }

    private String profiles() {
        return files.read("pom.xml") + files.read("it-tests/pom.xml");
    }

    private static Optional<String> unless(boolean known, String kind, String word) {
        return known ? Optional.empty() : Optional.of("no " + kind + " '" + word + "'");
    }
}
