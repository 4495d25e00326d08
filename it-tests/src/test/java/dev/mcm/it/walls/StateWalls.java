package dev.mcm.it.walls;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The module `state` is the only place that knows the tables.
///
/// @param root package name without a trailing dot
public record StateWalls(String root) {
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "\\b(SELECT\\s[^;]*?\\sFROM|INSERT\\s+INTO|DELETE\\s+FROM|UPDATE\\s+\\w+\\s+SET)\\b");

    /// Where statements may be written, by folders of main code: the tables' module, the one that
    /// makes the tables, GNS' catalogue of slots, the servers that tests start, and the benchmarks'
    /// references.
    private static final Pattern HOME_OF_SQL =
            Pattern.compile(
                    ".*/(state|migrations)/src/main/.*|.*/gns/src/main/java/.*/adapter/postgres/.*"
                            + "|.*/testkit/.*|.*/bench/src/main/.*");

    /// JDBC itself.
    public ArchRule jdbcStaysInState() {
        return noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        root + ".state..",
                                        root + ".migrations..",
                                        root + ".gns.adapter.postgres..",
                                        root + ".testkit..",
                                        root + ".bench..")))
                .should(
                        ArchConditions.dependOnClassesThat(
                                resideInAnyPackage(
                                        "java.sql..", "javax.sql..", "org.postgresql..")))
                .because("tables are known to state alone, slots to GNS' catalogue");
    }

    /// The way to a transaction's connection.
    public ArchRule statementsStayInState() {
        return noClasses()
                .that(not(resideInAnyPackage(root + ".state..")))
                .should(
                        ArchConditions.dependOnClassesThat(
                                resideInAnyPackage(root + ".state.sql..")))
                .orShould(
                        ArchConditions.accessTargetWhere(
                                target(nameMatching("session|jdbc"))
                                        .and(
                                                target(
                                                        owner(
                                                                HasName.Predicates.name(
                                                                        root + ".state.Tx"))))
                                        .as("opens a Tx")
                                        .forSubtype()))
                .because("a Tx is opaque outside of state");
    }

    /// Statements written in main code outside of the places that may: `file: statement`.
    public static List<String> strayStatements(List<Path> modules) {
        return new Sources(modules)
                .files().stream()
                        .filter(file -> file.toString().contains("/src/main/"))
                        .filter(file -> !HOME_OF_SQL.matcher(file.toString()).matches())
                        .flatMap(StateWalls::statements)
                        .toList();
    }

    private static Stream<String> statements(Path file) {
        Matcher matcher = STATEMENT.matcher(withoutComments(file));
        return matcher.results().map(found -> file + ": " + found.group());
    }

    private static String withoutComments(Path file) {
        try {
            return Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
