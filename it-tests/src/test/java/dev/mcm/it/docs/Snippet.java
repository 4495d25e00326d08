package dev.mcm.it.docs;

import java.util.List;

/// Something that a page says to type.
///
/// @param where page and line
/// @param language of a block ("sh", "java", …); "" for words in a sentence
public record Snippet(String where, String language, String text) {
    /// The arguments of each command that runs this program.
    public List<List<String>> commands(String program) {
        return ShellCommands.of(text).stream()
                .filter(words -> words.getFirst().equals(program))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    boolean isInSentence() {
        return language.isEmpty();
    }
}
