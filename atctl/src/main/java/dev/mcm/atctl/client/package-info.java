/// The connection to ATC, and what its errors mean to a person.
@NullMarked
package dev.mcm.atctl.client;

import org.jspecify.annotations.NullMarked;
