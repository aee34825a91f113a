/// The domain's ports on AWS.
@NullMarked
package io.hotswap.persistence;

import org.jspecify.annotations.NullMarked;
