package io.hotswap.domain.routing;

/// A tenant's position in the order of a deployment: FNV-1a over (plugin, salt, tenant), mixed by
/// MurmurHash3's finalizer. The same on every node, and cheap enough for every call.
public final class TenantHash {
  private TenantHash() {}

  public static long of(String pluginName, String salt, String tenant) {
    long hash = 0xcbf29ce484222325L;
    hash = append(hash, pluginName);
    hash = append(hash, salt);
    hash = append(hash, tenant);
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  private static long append(long hash, String text) {
    long next = hash;
    for (int i = 0; i < text.length(); i++) {
      next = (next ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (next ^ 0xffff) * 0x100000001b3L;
  }
}
