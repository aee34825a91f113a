package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.Split;
import java.util.List;

record StoredSplit(String salt, List<Arm> arms) {
  static StoredSplit of(Split it) {
    return new StoredSplit(it.salt(), it.arms().stream().map(Arm::of).toList());
  }

  Split toDomain() {
    return new Split(salt, arms.stream().map(Arm::toDomain).toList());
  }

  record Arm(String name, String version, int upTo) {
    static Arm of(Split.Arm it) {
      return new Arm(it.name(), it.version(), it.upTo());
    }

    Split.Arm toDomain() {
      return new Split.Arm(name, version, upTo);
    }
  }
}
