package dev.mcm.it;

import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.opentest4j.TestAbortedException;

/// Gives tests a [TestStack], one for all test classes of the run: a local stack, started at the
/// first use and stopped at the end, or the MCM that [RemoteAddress] leads to. Where its planes
/// cannot run here, each test is skipped by name.
public final class StackExtension implements ParameterResolver, TestInstancePreConstructCallback {
    @Override
    public void preConstructTestInstance(
            TestInstanceFactoryContext factory, ExtensionContext context) {
        StackPlanes.chosen()
                .whyNot()
                .ifPresent(reason -> {
                    throw new TestAbortedException(reason);
                });
    }

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
        return new TestStack(
                RemoteAddress.of(System.getenv())
                        .<TestTarget>map(RemoteTarget::new)
                        .orElseGet(
                                () -> new LocalTarget(startLocal(StackPlanes.chosen().specs()))));
    }

    static LocalStack startLocal(List<PlaneSpec> planes) {
        return LocalStack.start(
                new StackOptions(directory(), planes, StackTiming.fast(), 0),
                line -> System.out.println("stack: " + line));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
