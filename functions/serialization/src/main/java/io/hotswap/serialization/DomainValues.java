package io.hotswap.serialization;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.function.Function;

/// What of the domain may stand in JSON: ids, digests and versions as strings, and enums by name.
/// Its records may not.
final class DomainValues extends SimpleModule {
  private static final long serialVersionUID = 1;
  private static final String DOMAIN = "io.hotswap.domain.";

  DomainValues() {
    super("hotswap");
    asString(PluginId.class, PluginId::parse);
    asString(DeploymentId.class, DeploymentId::of);
    asString(Digest.class, Digest::parse);
    asString(SemanticVersion.class, SemanticVersion::new);
    setSerializerModifier(new RefusingWrites());
    setDeserializerModifier(new RefusingReads());
  }

  private <T> void asString(Class<T> type, Function<String, T> parse) {
    addSerializer(type, ToStringSerializer.instance);
    addDeserializer(
        type,
        new FromStringDeserializer<T>(type) {
          private static final long serialVersionUID = 1;

          @Override
          protected T _deserialize(String value, DeserializationContext context) {
            return parse.apply(value);
          }
        });
  }

  private static void refuse(Class<?> type) {
    if (type.getName().startsWith(DOMAIN)) {
      throw new IllegalArgumentException(
          type.getName() + " belongs to the domain: give storage or wire a record of its own");
    }
  }

  private static final class RefusingWrites extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
      if (serializer instanceof BeanSerializerBase) {
        refuse(bean.getBeanClass());
      }
      return serializer;
    }
  }

  private static final class RefusingReads extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
      if (deserializer instanceof BeanDeserializerBase) {
        refuse(bean.getBeanClass());
      }
      return deserializer;
    }
  }
}
