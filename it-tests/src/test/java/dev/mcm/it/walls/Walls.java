package dev.mcm.it.walls;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/// The rules, for the classes under a root package: `dev.mcm`, or a package of planted violations
/// that proves that the rule can fail.
///
/// @param root package name without a trailing dot
public record Walls(String root) {
    /// The deployables that must not know each other.
    public static final List<String> SERVICES =
            List.of("atc", "autoscaler", "scheduler", "gns", "lsm", "gsm");

    /// What meets no plane, neither in main code nor in tests.
    private static final List<String> PLANELESS =
            List.of(
                    "autoscaler",
                    "scheduler",
                    "gns",
                    "state",
                    "shared",
                    "migrations",
                    "atctl",
                    "testkit.docs",
                    "testkit.kafka",
                    "testkit.net",
                    "testkit.postgres",
                    "testkit.process",
                    "testkit.seed",
                    "testkit.server",
                    "testkit.stack");

    /// Pure cores decide; they do not talk, store, log or count.
    public ArchRule coresArePure() {
        return noClasses()
                .that(resideInAnyPackage(root + ".*.core.."))
                .should(
                        dependOn(
                                "io.grpc..",
                                "org.apache.kafka..",
                                "jakarta..",
                                "io.fabric8..",
                                "org.slf4j..",
                                "io.micrometer..",
                                "java.sql..",
                                "org.hibernate.."))
                .because("a core is a function of its arguments");
    }

    /// Inside a service dependencies point towards the core.
    public ArchRule roomsPointTowardsTheCore() {
        return noClasses()
                .that(resideInAnyPackage(root + ".*.core.."))
                .should(dependOn(root + ".*.loop..", root + ".*.adapter..", root + ".*.port.."))
                .because("a core does not know who drives it");
    }

    /// Loops reach the world through ports only.
    public ArchRule loopsUsePortsOnly() {
        return noClasses()
                .that(resideInAnyPackage(root + ".*.loop..", root + ".*.port.."))
                .should(dependOn(root + ".*.adapter.."))
                .because("a loop runs against fakes of its ports");
    }

    /// Calls decide over ports: who asks, and where rows are kept, is others' part.
    public ArchRule callsUsePortsOnly() {
        return noClasses()
                .that(resideInAnyPackage(root + ".*.call.."))
                .should(
                        ArchConditions.dependOnClassesThat(
                                resideInAnyPackage(
                                                "io.grpc..",
                                                "dev.mcm.shared.grpc..",
                                                "jakarta..",
                                                "java.sql..",
                                                "javax.sql..",
                                                "org.hibernate..",
                                                "dev.mcm.state.sql..",
                                                root + ".*.adapter..",
                                                root + ".*.loop..")
                                        .or(stub())))
                .because("a call runs against fakes of its ports");
    }

    /// Stubs of services; the messages beside them are values.
    private static DescribedPredicate<JavaClass> stub() {
        return DescribedPredicate.describe(
                "gRPC stubs",
                type ->
                        RoomSlices.isContract(type.getPackageName())
                                && type.getName().contains("Grpc"));
    }

    /// Endpoints translate: what is read and written is decided by calls and shown by the root.
    public ArchRule endpointsOnlyTranslate() {
        return noClasses()
                .that(resideInAnyPackage(root + ".*.adapter.grpc.."))
                .should(dependOn(root + ".*.adapter.postgres..", root + ".state..", "java.sql.."))
                .because("an endpoint that reads rows is a call that no test reaches");
    }

    /// Services meet in contracts (protos, rows, topics), never in code.
    public ArchRule serviceDependsOnNoOther(String service) {
        String[] others =
                SERVICES.stream()
                        .filter(other -> !other.equals(service))
                        .map(other -> root + "." + other + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(root + "." + service + ".."))
                .and(contract().negate())
                .should(
                        ArchConditions.dependOnClassesThat(
                                resideInAnyPackage(others).and(contract().negate())))
                .because("services meet in contracts, never in code")
                .allowEmptyShould(true);
    }

    /// What runs the suite may know the services; nothing that is deployed knows what runs it.
    public ArchRule nothingDeployedDependsOnTestkitOrLocal() {
        return noClasses()
                .that(resideInAnyPackage(root + ".."))
                .and(
                        DescribedPredicate.not(
                                resideInAnyPackage(
                                        root + ".testkit..", root + ".local..", root + ".bench..")))
                .should(dependOn(root + ".testkit..", root + ".local.."))
                .because("fakes and the local stack are not deployed");
    }

    /// A module that meets no plane does not wait for the simulated or the real one, its tests
    /// neither.
    public ArchRule onlyThoseWhoMeetAPlaneKnowIt() {
        return noClasses()
                .that(
                        resideInAnyPackage(
                                PLANELESS.stream()
                                        .map(module -> root + "." + module + "..")
                                        .toArray(String[]::new)))
                .should(dependOn(root + ".testkit.plane..", root + ".testkit.kube.."))
                .because("planes stand above what does not talk to one");
    }

    /// Entities stay inside the module that maps them.
    public ArchRule persistenceStaysInState() {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(root + ".state..")))
                .should(dependOn("jakarta.persistence..", "org.hibernate.."))
                .because("records leave the state module, entities do not");
    }

    /// Time and chance are arguments.
    public ArchRule timeComesFromOnePlace() {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(root + ".shared.time..")))
                .should(ArchConditions.accessTargetWhere(readsTimeOrChance()))
                .because("clock, sleep and randomness belong to " + root + ".shared.time");
    }

    private static DescribedPredicate<JavaAccess<?>> readsTimeOrChance() {
        return calls(Instant.class, "now")
                .or(calls(Clock.class, "system.*"))
                .or(calls(System.class, "currentTimeMillis"))
                .or(calls(Thread.class, "sleep"))
                .or(calls(Math.class, "random"))
                .or(calls(ThreadLocalRandom.class, "current"))
                .or(makesUnseeded(Random.class))
                .or(makesUnseeded(SplittableRandom.class))
                .as("reads the clock, sleeps or makes an unseeded source of chance")
                .forSubtype();
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> type, String method) {
        return target(nameMatching(method)).and(target(owner(assignableTo(type)))).forSubtype();
    }

    /// Chance from a seed can be repeated, so `new Random(seed)` is allowed.
    private static DescribedPredicate<JavaAccess<?>> makesUnseeded(Class<?> type) {
        return DescribedPredicate.describe(
                "makes an unseeded " + type.getSimpleName(),
                access ->
                        access.getTarget() instanceof AccessTarget.ConstructorCallTarget made
                                && made.getOwner().isEquivalentTo(type)
                                && made.getRawParameterTypes().isEmpty());
    }

    /// Modules form layers: a cycle between them could not even be built.
    public ArchRule modulesAreFreeOfCycles() {
        return slices().assignedFrom(new RoomSlices(root, 1))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /// The same for the packages right below a module.
    public ArchRule roomsAreFreeOfCycles() {
        return slices().assignedFrom(new RoomSlices(root, 2))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /// Nothing in a core is inherited for reuse.
    public ArchRule coreClassesAreFinal() {
        return classes()
                .that(resideInAnyPackage(root + ".*.core.."))
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(
                        DescribedPredicate.describe(
                                "are written by hand", type -> !type.isAnonymousClass()))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("a core is made of values and functions");
    }

    /// What may be absent is null where it is kept or handed over; only an answer says so by its
    /// type.
    public ArchRule optionalIsOnlyReturned() {
        return classes()
                .that(resideInAnyPackage(root + ".."))
                .should(new OptionalAnswers())
                .because("an Optional that is kept or taken can be absent in two ways");
    }

    /// Code generated from the protos lives in `dev.mcm.<area>.v1`, of which `atc` is also the name
    /// of a service.
    static DescribedPredicate<JavaClass> contract() {
        return DescribedPredicate.describe(
                "generated from protos", type -> RoomSlices.isContract(type.getPackageName()));
    }

    private static ArchCondition<JavaClass> dependOn(String... packages) {
        return ArchConditions.dependOnClassesThat(resideInAnyPackage(packages));
    }
}
