package dev.mcm.it.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// An `Optional` is an answer: no class keeps one in a field or a component, and none takes one as
/// a parameter. What the compiler makes of lambdas and captured variables does not count.
final class OptionalAnswers extends ArchCondition<JavaClass> {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    OptionalAnswers() {
        super("only return an Optional");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
            if (!isSynthetic(field.getModifiers()) && isOptional(field.getRawType())) {
                events.add(SimpleConditionEvent.violated(field, field.getDescription()));
            }
        }
        for (JavaCodeUnit code : type.getCodeUnits()) {
            boolean written = !isSynthetic(code.getModifiers()) && !captures(code);
            if (written && code.getRawParameterTypes().stream().anyMatch(this::isOptional)) {
                events.add(SimpleConditionEvent.violated(code, code.getDescription()));
            }
        }
    }

    /// The constructor of a class without a place of its own also takes the variables it uses.
    private static boolean captures(JavaCodeUnit code) {
        JavaClass owner = code.getOwner();
        return code instanceof JavaConstructor
                && (owner.isAnonymousClass() || owner.isLocalClass());
    }

    private static boolean isSynthetic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private boolean isOptional(JavaClass type) {
        return OPTIONALS.stream().anyMatch(type.getBaseComponentType()::isEquivalentTo);
    }
}
