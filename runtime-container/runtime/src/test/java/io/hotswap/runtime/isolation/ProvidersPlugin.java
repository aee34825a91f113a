package io.hotswap.runtime.isolation;

/** A part of a plugin: security providers, as libraries use them. */
final class ProvidersPlugin {
  private ProvidersPlugin() {}

  static final String SOURCE =
      """
      import java.security.*;
      import java.util.*;
      import java.util.concurrent.*;
      import org.bouncycastle.jce.provider.BouncyCastleProvider;

      public final class Providers {
        public static final class OwnDigest extends MessageDigestSpi {
          protected void engineUpdate(byte input) {}
          protected void engineUpdate(byte[] input, int offset, int length) {}
          protected byte[] engineDigest() { return new byte[] {7}; }
          protected void engineReset() {}
        }

        static final class OwnProvider extends Provider {
          OwnProvider() {
            super("Own", "1", "");
            put("MessageDigest.OWN", OwnDigest.class.getName());
          }
        }

        /** As every second library does it. */
        static String bouncyCastle() throws Exception {
          if (Security.getProvider("BC") == null) {
            Security.addProvider(new BouncyCastleProvider());
          }
          var mine = (BouncyCastleProvider) Security.getProvider("BC");
          Set<Object> all = new HashSet<>();
          all.add(javax.crypto.Cipher.getInstance("AES/GCM/NoPadding", "BC").getProvider());
          all.add(KeyStore.getInstance("BKS").getProvider());
          all.add(CompletableFuture.supplyAsync(() -> Security.getProvider("BC")).get());
          try (var pool = Executors.newSingleThreadExecutor()) {
            all.add(pool.submit(() -> MessageDigest.getInstance("SM3", "BC").getProvider()).get());
          }
          var inheritsNothing = new FutureTask<Object>(() -> Security.getProvider("BC"));
          Thread.ofVirtual().inheritInheritableThreadLocals(false).start(inheritsNothing);
          all.add(inheritsNothing.get());
          return mine.getVersionStr() + (all.equals(Set.of(mine)));
        }

        /** First in the list, and found by an algorithm's name alone. */
        static String own() throws Exception {
          if (Security.getProvider("Own") == null) {
            Security.insertProviderAt(new OwnProvider(), 1);
          }
          return Security.getProviders()[0].getClass().equals(OwnProvider.class)
              + Arrays.toString(MessageDigest.getInstance("OWN").digest());
        }

        /** One of the platform's that only the first version does without. */
        static String without(String version) {
          if (version.equals("1.0.0")) {
            Security.removeProvider("XMLDSig");
          }
          return "" + (Security.getProvider("XMLDSig") != null);
        }
      }
      """;
}
