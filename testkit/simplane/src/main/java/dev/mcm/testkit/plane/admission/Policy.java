package dev.mcm.testkit.plane.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ValidatingAdmissionPolicy, compiled. Safe for use by many threads.
final class Policy {

    /// Why a write is refused.
    record Refusal(String message, String reason) {}

    /// @param message null = `text` says it
    private record Rule(
            Expression condition, @Nullable Expression message, String text, String reason) {}

    private final String name;
    private final boolean strict;
    private final List<Expression> conditions = new ArrayList<>();
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    private Policy(String name, boolean strict) {
        this.name = name;
        this.strict = strict;
    }

    /// @throws Expression.Failure when an expression does not compile
    static Policy compile(StoredObject object) {
        Policy policy =
                new Policy(
                        object.key().name(),
                        !object.text("spec", "failurePolicy").equals("Ignore"));
        for (JsonNode condition : object.at("spec", "matchConditions")) {
            policy.conditions.add(Expression.compile(Trees.text(condition, "expression")));
        }
        for (JsonNode variable : object.at("spec", "variables")) {
            policy.variables.put(
                    Trees.text(variable, "name"),
                    Expression.compile(Trees.text(variable, "expression")));
        }
        for (JsonNode rule : object.at("spec", "validations")) {
            String message = Trees.text(rule, "messageExpression");
            policy.rules.add(
                    new Rule(
                            Expression.compile(Trees.text(rule, "expression")),
                            message.isEmpty() ? null : Expression.compile(message),
                            Trees.text(rule, "message"),
                            Trees.text(rule, "reason")));
        }
        return policy;
    }

    String name() {
        return name;
    }

    /// The first refusal; an expression that fails refuses unless the policy says to ignore that.
    Optional<Refusal> review(Map<String, Object> write) {
        Map<String, Object> values = new LinkedHashMap<>(write);
        values.put("variables", new Variables(variables, values));
        try {
            for (Expression condition : conditions) {
                if (!condition.holds(values)) {
                    return Optional.empty();
                }
            }
            for (Rule rule : rules) {
                if (!rule.condition().holds(values)) {
                    return Optional.of(new Refusal(message(rule, values), rule.reason()));
                }
            }
            return Optional.empty();
        } catch (Expression.Failure failure) {
            return strict
                    ? Optional.of(new Refusal(String.valueOf(failure.getMessage()), ""))
                    : Optional.empty();
        }
    }

    private static String message(Rule rule, Map<String, Object> values) {
        if (rule.message() != null) {
            try {
                return String.valueOf(rule.message().value(values));
            } catch (Expression.Failure _) {
                // The plain message serves.
            }
        }
        return rule.text().isEmpty()
                ? "failed expression: " + rule.condition().text().strip()
                : rule.text();
    }

    /// The policy's variables, each worked out when it is first read.
    private static final class Variables extends AbstractMap<String, Object> {

        private final Map<String, Expression> expressions;
        private final Map<String, Object> values;
        private final Map<String, Object> known = new LinkedHashMap<>();

        Variables(Map<String, Expression> expressions, Map<String, Object> values) {
            this.expressions = expressions;
            this.values = values;
        }

        @Override
        public boolean containsKey(Object key) {
            return expressions.containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            Expression expression = expressions.get(key);
            if (expression == null) {
                return null;
            }
            Object value = known.get(key);
            if (value == null) {
                value = expression.value(values);
                known.put((String) key, value);
            }
            return value;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            expressions.keySet().forEach(this::get);
            return known.entrySet();
        }
    }
}
