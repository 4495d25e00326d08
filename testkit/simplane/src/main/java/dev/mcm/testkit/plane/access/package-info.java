/// Who a client is and what it may do: tokens, service accounts, RBAC.
@NullMarked
package dev.mcm.testkit.plane.access;

import org.jspecify.annotations.NullMarked;
