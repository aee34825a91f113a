/// What is found out about a version before it may be deployed, and after.
@NullMarked
package io.hotswap.domain.check;

import org.jspecify.annotations.NullMarked;
