package dev.mcm.it;

import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.testkit.plane.SimulatedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [TestStack]: one local stack for all test classes of the run, started at the first
/// use, stopped at the end.
final class StackExtension implements ParameterResolver {
    private static final int PLANES = 3;
    private static final int NODES = 8;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(StackExtension.class))
                .computeIfAbsent(TestStack.class, _ -> start(), TestStack.class);
    }

    private static TestStack start() {
        List<PlaneSpec> planes =
                IntStream.rangeClosed(1, PLANES)
                        .mapToObj(p -> new PlaneSpec("plane-" + p, "sim", "region-" + p, nodes()))
                        .toList();
        return new TestStack(
                LocalStack.start(
                        new StackOptions(directory(), planes, StackTiming.fast(), 0),
                        line -> System.out.println("stack: " + line)));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SimulatedNode> nodes() {
        return IntStream.range(0, NODES)
                .mapToObj(n ->
                        n % 2 == 0
                                ? SimulatedNode.of("node-" + n, 64_000, 262_144, 8, "T4")
                                : SimulatedNode.of("node-" + n, 32_000, 131_072, 0, ""))
                .toList();
    }
}
