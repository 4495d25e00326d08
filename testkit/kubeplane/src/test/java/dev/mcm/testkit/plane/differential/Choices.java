package dev.mcm.testkit.plane.differential;

import dev.mcm.testkit.plane.differential.Request.Author;
import dev.mcm.testkit.plane.differential.Request.DeleteTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a sequence chooses from, and what it remembers of its own steps: which ones wrote which
/// object, and which ones listed what.
final class Choices {

    private static final Selection[] LABELS = {
        Selection.labels("app=a", Map.of("app", "a")),
        Selection.labels("app==b", Map.of("app", "b")),
        Selection.labels("app!=a", Map.of("app", "b")),
        Selection.labels("app in (a,b)", Map.of("app", "a")),
        Selection.labels("app notin (a)", Map.of()),
        Selection.labels("!tier", Map.of()),
        Selection.labels("tier", Map.of("tier", "x")),
        Selection.labels("app=a,tier in (x)", Map.of("app", "a", "tier", "x"))
    };
    private static final Selection[] BROKEN = {
        Selection.labels("app in a", Map.of()),
        Selection.labels("a==b=c", Map.of()),
        Selection.labels("app in (a", Map.of()),
        Selection.labels("bad key!=1", Map.of()),
        Selection.fields("spec.foo=1"),
        Selection.fields("metadata.name")
    };
    private static final String[] NAMES = {"n1", "n2", "n3", "n4"};
    private static final int FEW = 3;

    private final Draw draw;
    private final List<Kind> kinds;
    private final List<Target> written = new ArrayList<>();
    private final Map<String, List<Integer>> writes = new HashMap<>();
    private final Map<Target, List<Integer>> lists = new HashMap<>();

    Choices(Draw draw, List<Kind> kinds) {
        this.draw = draw;
        this.kinds = kinds;
    }

    /// Some kinds, so that the requests of one sequence meet on few objects.
    static List<Kind> fewKinds(Draw draw) {
        List<Kind> all = new ArrayList<>(List.of(Kind.values()));
        List<Kind> few = new ArrayList<>();
        while (few.size() < FEW) {
            few.add(all.remove(draw.upTo(all.size() - 1)));
        }
        return few;
    }

    Kind kind() {
        return draw.one(kinds);
    }

    String namespace(Kind kind) {
        if (!kind.namespaced()) {
            return "";
        }
        if (draw.chance(kinds.contains(Kind.NAMESPACE) ? 0.1 : 0.01)) {
            return Sequence.UNSTEADY_NAMESPACE;
        }
        return draw.chance(0.85) ? Sequence.NAMESPACE : Sequence.OTHER_NAMESPACE;
    }

    String name(Kind kind) {
        String name = NAMES[Math.min(draw.upTo(NAMES.length - 1), draw.upTo(NAMES.length - 1))];
        return kind.namespaced() ? name : Sequence.TAG + "-" + name;
    }

    Target object() {
        Kind kind = kind();
        return Target.object(kind, namespace(kind), name(kind));
    }

    /// Mostly an object that an earlier step wrote.
    Target target() {
        return written.isEmpty() || draw.chance(0.2) ? object() : draw.one(written);
    }

    Author author() {
        return new Author(draw.one("m1", "m1", "m2", "m3", ""), draw.chance(0.06));
    }

    void wrote(int step, Target target) {
        written.add(Target.object(target.kind(), target.namespace(), target.name()));
        writes.computeIfAbsent(target.path(), _ -> new ArrayList<>()).add(step);
    }

    void listed(int step, Target target) {
        lists.computeIfAbsent(target, _ -> new ArrayList<>()).add(step);
    }

    /// A step that wrote the object, mostly the last.
    Known written(Target target) {
        List<Integer> steps = writes.getOrDefault(target.path(), List.of());
        if (steps.isEmpty()) {
            return Known.NOTHING;
        }
        return new Known.Answered(draw.chance(0.7) ? steps.getLast() : draw.one(steps));
    }

    /// A step that listed the collection or wrote into it.
    Known seen(Target collection) {
        List<Integer> steps = new ArrayList<>(lists.getOrDefault(collection, List.of()));
        String inside = collection.path() + "/";
        writes.forEach((path, written) -> {
            if (path.startsWith(inside)) {
                steps.addAll(written);
            }
        });
        steps.sort(null);
        return steps.isEmpty() ? Known.NOTHING : new Known.Answered(draw.one(steps));
    }

    Known pageOf(Target collection) {
        List<Integer> steps = lists.getOrDefault(collection, List.of());
        return steps.isEmpty() ? Known.NOTHING : new Known.Answered(steps.getLast());
    }

    Target collection() {
        Kind kind = kind();
        if (draw.chance(0.15)) {
            return Target.collection(kind, "");
        }
        return Target.collection(
                kind,
                kind.namespaced()
                        ? draw.one(Sequence.NAMESPACE, Sequence.NAMESPACE, Sequence.OTHER_NAMESPACE)
                        : "");
    }

    Selection selection(Target collection) {
        Selection chosen = anySelection(collection.kind());
        return collection.namespace().isEmpty() ? chosen.ofSequence() : chosen;
    }

    static boolean isBroken(Selection selection) {
        return List.of(BROKEN).stream()
                .anyMatch(b ->
                        selection.labels().endsWith(b.labels())
                                && selection.fields().equals(b.fields()));
    }

    private Selection anySelection(Kind kind) {
        if (draw.chance(0.5)) {
            return Selection.EVERYTHING;
        }
        if (draw.chance(0.08)) {
            return draw.one(BROKEN);
        }
        if (draw.chance(0.7)) {
            return draw.one(LABELS);
        }
        if (kind == Kind.POD && draw.chance(0.6)) {
            return Selection.fields(
                    draw.one("spec.nodeName=", "status.phase=Pending", "status.phase!=Running"));
        }
        String name = name(kind);
        boolean single = kind.namespaced() && draw.chance(0.5);
        return single ? Selection.named(name) : Selection.fields("metadata.name!=" + name);
    }

    DeleteTerms terms(Target target) {
        if (draw.chance(0.06)) {
            return new DeleteTerms(Known.NOTHING, Known.NOTHING, "", -1, true);
        }
        boolean conditions = draw.chance(0.3);
        return new DeleteTerms(
                conditions && draw.chance(0.5) ? written(target) : Known.NOTHING,
                conditions && draw.chance(0.5) ? written(target) : Known.NOTHING,
                draw.one("", "", "", "Background", "Foreground", "Orphan"),
                draw.one(-1, -1, 0, 5),
                false);
    }
}
