package dev.mcm.testkit.plane.admission;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;

/// One compiled CEL expression over untyped variables. Safe for use by many threads.
final class Expression {

    private static final List<String> VARIABLES =
            List.of("object", "oldObject", "request", "params", "namespaceObject", "variables");

    /// An expression that does not compile or came to no value.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message, Exception cause) {
            super(message, cause, false, false);
        }
    }

    private static final class Language {
        static final Cel CEL = make();

        private static Cel make() {
            CelOptions options =
                    CelOptions.current()
                            .enableOptionalSyntax(true)
                            .enableHeterogeneousNumericComparisons(true)
                            .build();
            var builder =
                    CelFactory.legacyCelBuilder()
                            .setOptions(options)
                            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                            .addCompilerLibraries(
                                    CelExtensions.optional(),
                                    CelExtensions.strings(),
                                    CelExtensions.lists(),
                                    CelExtensions.sets(options))
                            .addRuntimeLibraries(
                                    CelExtensions.optional(),
                                    CelExtensions.strings(),
                                    CelExtensions.lists(),
                                    CelExtensions.sets(options));
            VARIABLES.forEach(v -> builder.addVar(v, SimpleType.DYN));
            return builder.build();
        }
    }

    private final String text;
    private final CelRuntime.Program program;

    private Expression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /// @throws Failure when the text is no expression
    static Expression compile(String text) {
        try {
            return new Expression(
                    text, Language.CEL.createProgram(Language.CEL.compile(text).getAst()));
        } catch (CelValidationException | CelEvaluationException failure) {
            throw new Failure(
                    "compilation of '" + text + "' failed: " + failure.getMessage(), failure);
        }
    }

    /// @throws Failure when it has no value, for instance for a field that is not there
    Object value(Map<String, ?> variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException | RuntimeException failure) {
            throw new Failure(
                    "expression '" + text + "' resulted in error: " + failure.getMessage(),
                    failure);
        }
    }

    boolean holds(Map<String, ?> variables) {
        return value(variables) instanceof Boolean value && value;
    }

    String text() {
        return text;
    }
}
