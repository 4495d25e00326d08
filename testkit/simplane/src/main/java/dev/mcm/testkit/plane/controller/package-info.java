/// The plane's controllers: deployments, replica sets, scheduler, kubelet, garbage collection.
@NullMarked
package dev.mcm.testkit.plane.controller;

import org.jspecify.annotations.NullMarked;
