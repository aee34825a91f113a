/// Changes of many tenants as one job.
@NullMarked
package io.hotswap.tenants.bulk;

import org.jspecify.annotations.NullMarked;
