package dev.mcm.it.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commands of a piece of shell, as words: enough of the language for our own pages.
///
/// Understood: comments, continued lines, quotes, `;`, `&&`, `||`, `|`, `&`, redirections, `$(…)`
/// (its commands count too), assignments before a command. `<any words>` is a word that the reader
/// fills in.
final class ShellCommands {
    /// The word in place of what the reader, or the shell, fills in.
    static final String FILLED_IN = "filled-in";

    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][^<>\\n]*>");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\(([^()]*)\\)");

    private final List<List<String>> commands = new ArrayList<>();
    private final String text;
    private List<String> words = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean redirected;
    private int at;

    private ShellCommands(String text) {
        this.text = text;
    }

    static List<List<String>> of(String shell) {
        List<List<String>> inner = new ArrayList<>();
        String outer = shell.replace("\\\n", " ");
        Matcher substitution = SUBSTITUTION.matcher(outer);
        outer =
                substitution.replaceAll(found -> {
                    inner.addAll(of(found.group(1)));
                    return FILLED_IN;
                });
        ShellCommands parsed = new ShellCommands(PLACEHOLDER.matcher(outer).replaceAll(FILLED_IN));
        parsed.parse();
        inner.addAll(parsed.commands);
        return inner;
    }

    private void parse() {
        while (at < text.length()) {
            step(text.charAt(at));
            at++;
        }
        endCommand();
    }

    private void step(char c) {
        switch (c) {
            case '\'', '"' -> quoted(c);
            case ';', '|', '&', '\n' -> endCommand();
            case ' ', '\t' -> endWord();
            case '>', '<' -> {
                endWord();
                redirected = true;
            }
            case '#' -> {
                if (begun) {
                    add(c);
                } else {
                    skipLine();
                }
            }
            default -> add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        begun = true;
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quote has no end: " + text.substring(at));
        }
        word.append(text, at + 1, end);
        begun = true;
        at = end;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = (end < 0 ? text.length() : end) - 1;
    }

    private void endWord() {
        if (!begun) {
            return;
        }
        String ended = word.toString();
        boolean assignment = words.isEmpty() && ASSIGNMENT.matcher(ended).matches();
        if (!redirected && !assignment) {
            words.add(ended);
        }
        word = new StringBuilder();
        begun = false;
        redirected = false;
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
        }
        words = new ArrayList<>();
        redirected = false;
    }
}
