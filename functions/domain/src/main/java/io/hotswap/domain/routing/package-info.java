/// Routing: the document that says which tenant gets which version on which node, the rule that
/// reads it, and the ports by which it is read and changed.
@NullMarked
package io.hotswap.domain.routing;

import org.jspecify.annotations.NullMarked;
