package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The JSON of a list in pieces of some 64 KiB, made when they are asked for, so that a long list
/// needs little memory.
final class ListBody implements Iterator<Buffer> {

    private static final int PIECE = 64 * 1024;

    private final Iterator<StoredObject> objects;
    private final Representation representation;
    private Buffer piece;
    private boolean first = true;
    private boolean ended;

    ListBody(ObjectNode head, Iterator<StoredObject> objects, Representation representation) {
        this.objects = objects;
        this.representation = representation;
        byte[] opening = Trees.bytes(head);
        piece =
                Buffer.buffer(PIECE + PIECE / 4)
                        .appendBytes(opening, 0, opening.length - 1)
                        .appendString(",\"" + representation.itemsField() + "\":[");
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Buffer next() {
        if (ended) {
            throw new NoSuchElementException("The list has been written");
        }
        while (piece.length() < PIECE && objects.hasNext()) {
            if (!first) {
                piece.appendByte((byte) ',');
            }
            first = false;
            piece.appendBytes(Trees.bytes(representation.item(objects.next())));
        }
        if (!objects.hasNext()) {
            ended = true;
            piece.appendString("]}");
        }
        Buffer full = piece;
        piece = Buffer.buffer(PIECE + PIECE / 4);
        return full;
    }
}
