package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.Walls;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The walls hold in the project, and each rule is proved on a violation planted in
/// `dev.mcm.it.planted`.
class ArchitectureTest {
    private static final Walls PROJECT = new Walls("dev.mcm");
    private static final Walls PLANTED = new Walls("dev.mcm.it.planted");
    private static final JavaClasses MAIN = ProjectClasses.main();
    private static final JavaClasses TESTS = ProjectClasses.tests();
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("dev.mcm.it.planted");

    @ParameterizedTest
    @MethodSource("rulesOfTheProject")
    void theWallHolds(ArchRule rule) {
        rule.check(MAIN);
    }

    static Stream<Named<ArchRule>> rulesOfTheProject() {
        return rules(PROJECT);
    }

    private static Stream<Named<ArchRule>> rules(Walls walls) {
        return Stream.concat(
                Stream.of(
                        Named.of("cores are pure", walls.coresArePure()),
                        Named.of("rooms point towards the core", walls.roomsPointTowardsTheCore()),
                        Named.of("loops use ports only", walls.loopsUsePortsOnly()),
                        Named.of("calls use ports only", walls.callsUsePortsOnly()),
                        Named.of("endpoints only translate", walls.endpointsOnlyTranslate()),
                        Named.of(
                                "nothing deployed depends on test code",
                                walls.nothingDeployedDependsOnTestkitOrLocal()),
                        Named.of(
                                "only those who meet a plane know it",
                                walls.onlyThoseWhoMeetAPlaneKnowIt()),
                        Named.of("persistence stays in state", walls.persistenceStaysInState()),
                        Named.of("time comes from one place", walls.timeComesFromOnePlace()),
                        Named.of("modules are free of cycles", walls.modulesAreFreeOfCycles()),
                        Named.of("rooms are free of cycles", walls.roomsAreFreeOfCycles()),
                        Named.of("cores are made of final classes", walls.coreClassesAreFinal()),
                        Named.of("an Optional is only returned", walls.optionalIsOnlyReturned())),
                Walls.SERVICES.stream()
                        .map(service ->
                                Named.of(
                                        service + " depends on no other service",
                                        walls.serviceDependsOnNoOther(service))));
    }

    @Test
    void testsTakeTimeAndChanceFromOnePlaceToo() {
        PROJECT.timeComesFromOnePlace().check(TESTS);
    }

    @Test
    void noTestWaitsForAPlaneThatItDoesNotMeet() {
        PROJECT.onlyThoseWhoMeetAPlaneKnowIt().check(TESTS);
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
                Arguments.of(PLANTED.coresArePure(), "scheduler.core.LoggingPolicy"),
                Arguments.of(PLANTED.roomsPointTowardsTheCore(), "scheduler.core.CallsItsLoop"),
                Arguments.of(PLANTED.loopsUsePortsOnly(), "scheduler.loop.PlantedLoop"),
                Arguments.of(PLANTED.callsUsePortsOnly(), "atc.call.AnswersByItself"),
                Arguments.of(PLANTED.callsUsePortsOnly(), "atc.call.OpensAStatement"),
                Arguments.of(PLANTED.callsUsePortsOnly(), "atc.call.NamesAStub"),
                Arguments.of(PLANTED.callsUsePortsOnly(), "atc.call.ReadsRowsItself"),
                Arguments.of(PLANTED.endpointsOnlyTranslate(), "atc.adapter.grpc.ReadsRows"),
                Arguments.of(PLANTED.nothingDeployedDependsOnTestkitOrLocal(), "gsm.UsesTestkit"),
                Arguments.of(PLANTED.onlyThoseWhoMeetAPlaneKnowIt(), "scheduler.UsesSimplane"),
                Arguments.of(PLANTED.persistenceStaysInState(), "gsm.MappedRow"),
                Arguments.of(PLANTED.modulesAreFreeOfCycles(), "gsm.UsesAtc"),
                Arguments.of(PLANTED.roomsAreFreeOfCycles(), "scheduler.loop.PlantedLoop"),
                Arguments.of(PLANTED.coreClassesAreFinal(), "scheduler.core.CallsItsLoop"),
                Arguments.of(PLANTED.optionalIsOnlyReturned(), "gsm.KeepsOptional.kept"),
                Arguments.of(PLANTED.optionalIsOnlyReturned(), "gsm.KeepsOptional$Component.name"),
                Arguments.of(
                        PLANTED.optionalIsOnlyReturned(),
                        "gsm.KeepsOptional.<init>(java.util.OptionalDouble)"),
                Arguments.of(
                        PLANTED.optionalIsOnlyReturned(),
                        "gsm.KeepsOptional.takes(java.util.OptionalLong)"),
                Arguments.of(PLANTED.serviceDependsOnNoOther("gsm"), "gsm.UsesAtc"),
                Arguments.of(PLANTED.serviceDependsOnNoOther("atc"), "atc.UsesGsm"));
    }

    @ParameterizedTest
    @MethodSource("forbiddenCalls")
    void everyForbiddenCallIsFound(String method) {
        assertThatThrownBy(() -> PLANTED.timeComesFromOnePlace().check(VIOLATIONS))
                .hasMessageContaining("dev.mcm.it.planted.gsm.ReadsTheClock." + method + "()");
    }

    static Stream<String> forbiddenCalls() {
        return Stream.of(
                "now",
                "clock",
                "millis",
                "sleep",
                "mathRandom",
                "unseeded",
                "unseededSplittable",
                "ofThread");
    }

    @Test
    void chanceFromASeedIsAllowed() {
        assertThatThrownBy(() -> PLANTED.timeComesFromOnePlace().check(VIOLATIONS))
                .hasMessageNotContaining("ReadsTheClock.seeded()");
    }

    @Test
    void anOptionalMayBeReturned() {
        assertThatThrownBy(() -> PLANTED.optionalIsOnlyReturned().check(VIOLATIONS))
                .hasMessageNotContaining("answers");
    }

    @Test
    void theRulesLookAtRealCode() {
        assertThat(MAIN).hasSizeGreaterThan(200);
        assertThat(MAIN.contain("dev.mcm.shared.time.Waiting")).isTrue();
        assertThat(MAIN.contain("dev.mcm.it.ArchitectureTest")).isFalse();
    }
}
