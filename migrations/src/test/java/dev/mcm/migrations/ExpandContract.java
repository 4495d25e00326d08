package dev.mcm.migrations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the services of the release before still run on what migrations make of the schema.
///
/// A statement that takes something away, or forbids what was allowed, is refused, unless its
/// migration says `-- contract: V<timestamp>`: the migration that brought the replacement, and
/// which a release has had.
final class ExpandContract {
    private static final String STARTS = "V20261123";
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CONTRACT =
            Pattern.compile("(?m)^-- contract: (?:V(\\d{14})\\s*$|(.*))");
    private static final Pattern CREATED =
            Pattern.compile("create table (?:if not exists )?([a-z_.]+)");
    private static final Pattern ON = Pattern.compile(" on (?:only )?([a-z_.]+)");
    private static final Pattern ALTERED =
            Pattern.compile("alter table (?:if exists )?(?:only )?([a-z_.]+)");
    private static final Pattern KEYED =
            Pattern.compile("create table ([a-z_.]+) \\([^;]*?\\bprimary key \\(([a-z_, ]+)\\)");
    private static final Pattern KEY_DROPPED =
            Pattern.compile("alter table ([a-z_.]+) drop constraint (?:if exists )?\\1_pkey\\b");
    private static final Pattern UNIQUE =
            Pattern.compile("create unique index [a-z_]+ on ([a-z_.]+) \\(([a-z_, ]+)\\)");
    private static final Map<String, Pattern> DESTRUCTIVE = destructive();

    private final long released;

    /// @param released timestamp of the newest migration that a release had; 0 before the first
    ExpandContract(long released) {
        this.released = released;
    }

    /// @param text of `releases.txt`
    static ExpandContract of(String text) {
        return new ExpandContract(
                text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                        .max()
                        .orElse(0));
    }

    /// What the release before does not survive.
    ///
    /// @param files name → SQL. The first of all had no release before them
    List<String> refused(SortedMap<String, String> files) {
        List<String> refused = new ArrayList<>();
        Map<String, Set<String>> keys = new HashMap<>();
        files.forEach((name, sql) -> {
            KEYED.matcher(plain(sql))
                    .results()
                    .forEach(table -> keys.put(table.group(1), columns(table.group(2))));
            KEY_DROPPED.matcher(plain(sql)).results().forEach(table -> keys.remove(table.group(1)));
            List<String> found = name.startsWith(STARTS) ? List.of() : destructive(sql, keys);
            if (!found.isEmpty()) {
                whyNotContract(name, sql, files)
                        .forEach(why -> refused.add(name + ": " + found + ": " + why));
            }
        });
        return refused;
    }

    private List<String> whyNotContract(String name, String sql, SortedMap<String, String> files) {
        Matcher contract = CONTRACT.matcher(sql);
        OptionalLong of =
                contract.find() && contract.group(1) != null
                        ? OptionalLong.of(Long.parseLong(contract.group(1)))
                        : OptionalLong.empty();
        if (of.isEmpty()) {
            return List.of(
                    "expected: only what the release before survives, or a line"
                            + " '-- contract: V<timestamp of the migration with the replacement>'");
        }
        String expanding = "V" + of.getAsLong() + "__";
        if (files.headMap(name).keySet().stream().noneMatch(file -> file.startsWith(expanding))) {
            return List.of("no migration before it is V" + of.getAsLong());
        }
        return of.getAsLong() <= released
                ? List.of()
                : List.of(
                        "V"
                                + of.getAsLong()
                                + " is in no release (expected: at most "
                                + released
                                + ", see releases.txt)");
    }

    private static String plain(String sql) {
        return COMMENT.matcher(sql)
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static Set<String> columns(String list) {
        return Set.of(list.strip().split(", ?"));
    }

    /// @param keys primary keys by table
    private static List<String> destructive(String sql, Map<String, Set<String>> keys) {
        String plain = plain(sql);
        List<String> created =
                CREATED.matcher(plain).results().map(result -> result.group(1)).toList();
        List<String> found = new ArrayList<>();
        for (String statement : plain.split(";")) {
            if (!concerns(statement, created) && !isWiderThanItsKey(statement, keys)) {
                DESTRUCTIVE.forEach((what, pattern) -> {
                    if (pattern.matcher(statement).find()) {
                        found.add(what);
                    }
                });
            }
        }
        return found;
    }

    /// Whether it is about a table of the same migration, which nobody uses yet.
    private static boolean concerns(String statement, List<String> created) {
        Matcher table = ALTERED.matcher(statement);
        Matcher on = ON.matcher(statement);
        boolean altered = table.find() && created.contains(table.group(1));
        boolean indexed =
                statement.strip().startsWith("create unique index")
                        && on.find()
                        && created.contains(on.group(1));
        return altered || indexed;
    }

    /// A unique index over all of a primary key and more forbids nothing that the key allows.
    private static boolean isWiderThanItsKey(String statement, Map<String, Set<String>> keys) {
        Matcher index = UNIQUE.matcher(statement);
        return index.find()
                && keys.containsKey(index.group(1))
                && columns(index.group(2)).containsAll(keys.get(index.group(1)));
    }

    private static Map<String, Pattern> destructive() {
        Map<String, String> patterns = new LinkedHashMap<>();
        // A check that is dropped allows more than before.
        patterns.put("DROP", "\\bdrop\\b(?! constraint (?:if exists )?[a-z_]+_check\\b)");
        patterns.put("RENAME", "\\brename\\b");
        patterns.put("SET NOT NULL", "\\bset not null\\b");
        patterns.put("TYPE", "\\balter (?:column )?[a-z_]+ (?:set data )?type\\b");
        patterns.put("TRUNCATE", "\\btruncate\\b");
        patterns.put("DELETE", "\\bdelete from\\b");
        patterns.put("REVOKE", "\\brevoke\\b");
        patterns.put(
                "ADD CONSTRAINT",
                "\\badd (?:constraint|unique|check|primary key|foreign key|exclude)\\b");
        patterns.put("UNIQUE INDEX", "\\bcreate unique index\\b");
        patterns.put(
                "NOT NULL WITHOUT DEFAULT",
                "\\badd (?:column )?(?:if not exists )?(?!constraint\\b)[a-z_]+ (?:(?! default |"
                    + " generated |, add ).)* not null(?!(?:(?!, add ).)* (?:default|generated) )");
        patterns.put("PUBLICATION SET", "\\balter publication [a-z_]+ set\\b");
        Map<String, Pattern> compiled = new LinkedHashMap<>();
        patterns.forEach((what, pattern) -> compiled.put(what, Pattern.compile(pattern)));
        return compiled;
    }
}
