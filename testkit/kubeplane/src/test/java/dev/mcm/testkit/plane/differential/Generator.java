package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.differential.Request.Author;
import dev.mcm.testkit.plane.differential.Request.Paging;
import dev.mcm.testkit.plane.differential.Request.PatchFormat;
import dev.mcm.testkit.plane.differential.Request.WatchStart;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;

/// Makes a sequence from a seed: 20 to 60 requests on few kinds, few names, few fields and few
/// managers, so that they meet.
final class Generator {

    private static final int FEWEST = 20;
    private static final int MOST = 60;

    private final Draw draw;
    private final Shapes shapes;
    private final Changes changes;
    private final Mistakes mistakes;
    private final Choices choices;
    private final List<Request> requests = new ArrayList<>();

    private Generator(long seed) {
        draw = new Draw(seed);
        shapes = new Shapes(draw);
        changes = new Changes(draw);
        mistakes = new Mistakes(draw);
        choices = new Choices(draw, Choices.fewKinds(draw));
    }

    static Sequence sequence(long seed) {
        Generator generator = new Generator(seed);
        int length = FEWEST + generator.draw.upTo(MOST - FEWEST);
        for (int step = 0; step < length; step++) {
            generator.requests.add(generator.next(step));
        }
        return new Sequence(seed, generator.requests);
    }

    private Request next(int step) {
        int ticket = draw.upTo(99);
        if (ticket < 14 || step < 2) {
            return create(step, choices.object());
        } else if (ticket < 38) {
            return apply(step, draw.chance(0.5) ? choices.object() : choices.target());
        } else if (ticket < 52) {
            return patch(step, choices.target());
        } else if (ticket < 62) {
            return replace(step, choices.target());
        } else if (ticket < 68) {
            return status(step, choices.target());
        } else if (ticket < 71) {
            return scale(step, choices.target());
        } else if (ticket < 79) {
            return delete(step, choices.target());
        } else if (ticket < 81) {
            return deleteAll(step);
        } else if (ticket < 84) {
            return new Request.Get(step, choices.target());
        } else if (ticket < 94) {
            return list(step);
        }
        return watch(step);
    }

    private Request create(int step, Target target) {
        choices.wrote(step, target);
        Kind kind = target.kind();
        ObjectNode object = shapes.object(kind, target.namespace(), target.name());
        Author author = choices.author();
        if (draw.chance(0.12)) {
            object = mistakes.spoil(kind, object);
            author = new Author(author.manager(), false);
        } else if (draw.chance(0.05) && !target.namespace().equals(Sequence.UNSTEADY_NAMESPACE)) {
            ObjectNode metadata = Trees.ensure(object, "metadata");
            metadata.remove("name");
            metadata.put("generateName", generated(kind, step));
        }
        return new Request.Create(step, target.all(), object, author);
    }

    private static String generated(Kind kind, int step) {
        return (kind.namespaced() ? "" : Sequence.TAG + "-") + "gen" + step + "-";
    }

    private Request apply(int step, Target target) {
        choices.wrote(step, target);
        ObjectNode wanted = shapes.configuration(target.kind(), target.namespace(), target.name());
        if (draw.chance(0.06)) {
            wanted = mistakes.spoil(target.kind(), wanted);
            placed(wanted, target);
        }
        boolean unnamed = draw.chance(0.03);
        Author author = choices.author();
        String manager = author.manager().isEmpty() && !unnamed ? "m2" : author.manager();
        return new Request.Apply(
                step, target, wanted, draw.chance(0.35), new Author(manager, author.dryRun()));
    }

    /// Applies to where the URL says and to a version: what else a server says first about a wrong
    /// one is a matter of luck.
    private static void placed(ObjectNode wanted, Target target) {
        ObjectNode metadata = Trees.ensure(wanted, "metadata");
        if (!target.namespace().isEmpty()) {
            metadata.put("namespace", target.namespace());
        }
        metadata.remove("resourceVersion");
        metadata.put("name", target.name());
    }

    private Request patch(int step, Target target) {
        choices.wrote(step, target);
        PatchFormat format = draw.one(PatchFormat.values());
        return new Request.Patch(
                step, target, format, changes.patch(target.kind(), format), choices.author());
    }

    private Request replace(int step, Target target) {
        Known base = choices.written(target);
        choices.wrote(step, target);
        ObjectNode fresh = shapes.object(target.kind(), target.namespace(), target.name());
        if (draw.chance(0.1)) {
            fresh = mistakes.spoil(target.kind(), fresh);
        }
        Body body =
                base instanceof Known.Answered(int of) && draw.chance(0.6)
                        ? new Body.Edited(of, changes.edit(target.kind()), fresh)
                        : new Body.Written(fresh, draw.chance(0.4) ? base : Known.NOTHING);
        return new Request.Replace(step, target, body, choices.author());
    }

    private Request status(int step, Target target) {
        if (!target.kind().hasStatus() && draw.chance(0.9)) {
            return apply(step, target);
        }
        Known base = choices.written(target);
        choices.wrote(step, target);
        ObjectNode status = shapes.status(target.kind(), target.namespace(), target.name());
        Target part = target.part("status");
        // Other writes to the status of a service that is not there try to create it.
        int way = target.kind() == Kind.SERVICE ? 4 : draw.upTo(9);
        if (way < 3) {
            return new Request.Apply(
                    step, part, status, draw.chance(0.5), new Author(draw.one("m1", "m2"), false));
        }
        if (way < 6) {
            ObjectNode change = Trees.object();
            change.set("status", status.path("status"));
            PatchFormat format = draw.one(PatchFormat.MERGE, PatchFormat.STRATEGIC);
            return new Request.Patch(step, part, format, change, choices.author());
        }
        ObjectNode whole = shapes.object(target.kind(), target.namespace(), target.name());
        whole.set("status", status.path("status"));
        Body body =
                base instanceof Known.Answered(int of)
                        ? new Body.Edited(of, status, whole)
                        : new Body.Written(whole, Known.NOTHING);
        return new Request.Replace(step, part, body, choices.author());
    }

    private Request scale(int step, Target target) {
        if (!target.kind().hasScale()) {
            return patch(step, target);
        }
        Target part = target.part("scale");
        if (draw.chance(0.3)) {
            return new Request.Get(step, part);
        }
        choices.wrote(step, target);
        ObjectNode change = Trees.object();
        Trees.ensure(change, "spec").put("replicas", 10 + step);
        if (draw.chance(0.6)) {
            return new Request.Patch(step, part, PatchFormat.MERGE, change, choices.author());
        }
        change.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
        Trees.ensure(change, "metadata")
                .put("name", target.name())
                .put("namespace", target.namespace());
        Body body = new Body.Written(change, Known.NOTHING);
        return new Request.Replace(step, part, body, choices.author());
    }

    private Request delete(int step, Target target) {
        return new Request.Delete(step, target, choices.terms(target));
    }

    private Request deleteAll(int step) {
        Target collection = choices.collection();
        boolean everywhere = collection.namespace().isEmpty();
        if (everywhere) {
            return delete(step, choices.target());
        }
        return new Request.DeleteAll(step, collection, choices.selection(collection));
    }

    private Request list(int step) {
        Target collection = choices.collection();
        Known next = choices.pageOf(collection);
        Known version = Known.NOTHING;
        String match = "";
        Selection selection = choices.selection(collection);
        // Over all namespaces the end of a page depends on objects of other sequences.
        int limit = collection.namespace().isEmpty() ? 0 : draw.one(0, 1, 2, 2, 3);
        if (!next.equals(Known.NOTHING) && draw.chance(0.6)) {
            return page(step, collection, (Known.Answered) next);
        }
        next = Known.NOTHING;
        if (draw.chance(0.3)) {
            version = draw.chance(0.2) ? Known.literal("0") : choices.seen(collection);
            match = draw.one("", "NotOlderThan", "Exact");
        } else if (draw.chance(0.06)) {
            limit = 0;
            version =
                    Known.literal(
                            draw.one(
                                    "abc",
                                    collection.kind() == Kind.EVENT ? "abc" : "9000000000000000"));
        } else if (draw.chance(0.04)) {
            next = Known.literal("nonsense");
        }
        choices.listed(step, collection);
        // What a server says first about two mistakes is a matter of luck.
        Paging paging =
                Choices.isBroken(selection)
                        ? new Paging(limit, Known.NOTHING, Known.NOTHING, "")
                        : new Paging(limit, next, version, match);
        return new Request.ListAll(step, collection, selection, paging);
    }

    /// The next page of an earlier list, which a client asks for with the same selectors.
    private Request page(int step, Target collection, Known.Answered next) {
        Selection selection = Selection.EVERYTHING;
        for (Request request : requests) {
            if (request.step() == next.step() && request instanceof Request.ListAll list) {
                selection = list.selection();
            }
        }
        choices.listed(step, collection);
        int limit = collection.namespace().isEmpty() ? 0 : draw.one(0, 1, 2);
        Paging paging = new Paging(limit, next, Known.NOTHING, "");
        return new Request.ListAll(step, collection, selection, paging);
    }

    private Request watch(int step) {
        Target collection = choices.collection();
        boolean late = draw.chance(0.5);
        Known version =
                switch (draw.upTo(9)) {
                    case 0, 1 -> Known.NOTHING;
                    case 2 -> Known.literal("0");
                    default -> choices.seen(collection);
                };
        // A real server reads watches of events from its store, which is ahead of the bookmark.
        boolean stored = collection.kind() == Kind.EVENT;
        boolean initial = draw.chance(0.2) && !stored;
        boolean bookmarks = (initial ? draw.chance(0.9) : draw.chance(0.4)) && !stored;
        String initialEvents = initial ? "true" : draw.chance(0.05) ? "false" : "";
        return new Request.Watch(
                step,
                collection,
                choices.selection(collection),
                new WatchStart(version, bookmarks, initialEvents, late));
    }
}
