/// What is kept of tenants in tables and buckets, as it is erased.
@NullMarked
package io.hotswap.persistence.erasure;

import org.jspecify.annotations.NullMarked;
