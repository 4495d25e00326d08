package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.StateWalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Nobody but `state` touches the tables; each rule is proved on a planted violation.
class StateWallTest {
    private static final StateWalls PROJECT = new StateWalls("dev.mcm");
    private static final StateWalls PLANTED = new StateWalls("dev.mcm.it.planted");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("dev.mcm.it.planted");

    @TempDir Path module;

    @Test
    void nobodyElseTouchesTheTables() {
        JavaClasses main = ProjectClasses.main();
        PROJECT.jdbcStaysInState().check(main);
        PROJECT.statementsStayInState().check(main);
    }

    @ParameterizedTest
    @MethodSource("plantedViolations")
    void theRuleFailsOnAPlantedViolation(ArchRule rule, String offender) {
        assertThatThrownBy(() -> rule.check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dev.mcm.it.planted." + offender);
    }

    static Stream<Arguments> plantedViolations() {
        return Stream.of(
                Arguments.of(PLANTED.jdbcStaysInState(), "gsm.OpensAConnection"),
                Arguments.of(PLANTED.statementsStayInState(), "gsm.RunsAStatement"),
                Arguments.of(PLANTED.statementsStayInState(), "gsm.OpensATransaction.session()"),
                Arguments.of(PLANTED.statementsStayInState(), "gsm.OpensATransaction.jdbc()"));
    }

    @Test
    void whatStateItselfDoesIsNoViolation() {
        assertThatThrownBy(() -> PLANTED.statementsStayInState().check(VIOLATIONS))
                .hasMessageNotContaining("Class <dev.mcm.it.planted.state")
                .hasMessageNotContaining("Method <dev.mcm.it.planted.state");
    }

    @Test
    void nobodyElseWritesSql() throws IOException {
        assertThat(StateWalls.strayStatements(ProjectClasses.modules())).isEmpty();
        Path code = Files.createDirectories(module.resolve("src/main/java/p"));
        Files.writeString(code.resolve("A.java"), "package p;\nString s = \"DELETE FROM planes\";");
        Files.writeString(
                code.resolve("B.java"),
                "package p;\nString s =\n    \"SELECT id\"\n        + \" FROM planes\";");
        Files.writeString(code.resolve("C.java"), "package p;\n/// Like DELETE FROM planes.\n");
        assertThat(StateWalls.strayStatements(List.of(module)))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).endsWith("A.java: DELETE FROM"))
                .anySatisfy(line -> assertThat(line).contains("B.java: SELECT id"));
    }
}
