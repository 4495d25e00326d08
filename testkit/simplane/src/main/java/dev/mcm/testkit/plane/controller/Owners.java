package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;

/// Marks who controls an object that nobody controls.
final class Owners {

    private Owners() {}

    static void control(ObjectNode object, StoredObject owner) {
        Trees.ensure(object, "metadata")
                .withArray("ownerReferences")
                .addObject()
                .put("apiVersion", owner.type().apiVersion())
                .put("kind", owner.type().kind())
                .put("name", owner.key().name())
                .put("uid", owner.uid())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
