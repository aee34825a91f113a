/// Changes of many tenants' settings as one job, which goes on after a crash.
@NullMarked
package io.hotswap.domain.tenant.bulk;

import org.jspecify.annotations.NullMarked;
