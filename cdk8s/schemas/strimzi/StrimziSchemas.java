import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.strimzi.crdgenerator.annotations.PresentInVersions;
import io.strimzi.crdgenerator.annotations.RequiredInVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON schemas of Strimzi's resources from the classes of its own api jar (io.strimzi:api on Maven Central), by
 * which the operator itself reads them. Run by collect.mjs; the argument is the folder to write to.
 */
public class StrimziSchemas {
    static final ObjectMapper mapper = new ObjectMapper();
    static final Map<String, Object> definitions = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        for (String name : List.of("kafka.Kafka", "nodepool.KafkaNodePool", "topic.KafkaTopic", "user.KafkaUser")) {
            definitions.clear();
            Class<?> kind = Class.forName("io.strimzi.api.kafka.model." + name);
            BeanPropertyDefinition spec = describe(mapper.constructType(kind)).findProperties().stream()
                .filter(property -> property.getName().equals("spec")).findFirst().orElseThrow();
            Map<String, Object> properties = new TreeMap<>(Map.of(
                "apiVersion", Map.of("const", "kafka.strimzi.io/v1"),
                "kind", Map.of("const", kind.getSimpleName()),
                "metadata", Map.of("type", "object"),
                "spec", schema(spec.getPrimaryType())));
            Map<String, Object> whole = new TreeMap<>(Map.of(
                "$schema", "http://json-schema.org/draft-07/schema#",
                "type", "object", "properties", properties, "additionalProperties", false,
                "required", List.of("apiVersion", "kind", "metadata", "spec"), "definitions", definitions));
            Path file = Path.of(args[0], kind.getSimpleName().toLowerCase() + "-kafka.strimzi.io-v1.json");
            Files.writeString(file, mapper.writeValueAsString(whole));
        }
    }

    static BeanDescription describe(JavaType type) {
        return mapper.getSerializationConfig().introspect(type);
    }

    static Object schema(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == String.class) return Map.of("type", "string");
        if (raw == Boolean.class || raw == boolean.class) return Map.of("type", "boolean");
        if (List.of(Integer.class, int.class, Long.class, long.class).contains(raw)) return Map.of("type", "integer");
        if (Number.class.isAssignableFrom(raw) || raw == double.class || raw == float.class) return Map.of("type", "number");
        if (raw.getSimpleName().equals("IntOrString")) return Map.of("type", List.of("string", "integer"));
        if (raw.getSimpleName().equals("Quantity")) return Map.of("type", List.of("string", "number"));
        if (raw.isEnum()) {
            List<Object> words = new ArrayList<>();
            for (Object constant : raw.getEnumConstants()) words.add(mapper.convertValue(constant, String.class));
            return Map.of("enum", words);
        }
        if (type.isMapLikeType()) return Map.of("type", "object", "additionalProperties", schema(type.getContentType()));
        if (type.isContainerType()) return Map.of("type", "array", "items", schema(type.getContentType()));
        if (!raw.getName().startsWith("io.strimzi") && !raw.getName().startsWith("io.fabric8")) return Map.of();
        String name = raw.getName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, object(type));
        }
        return Map.of("$ref", "#/definitions/" + name);
    }

    static Map<String, Object> object(JavaType type) {
        Map<String, Object> properties = new TreeMap<>();
        List<String> required = new ArrayList<>();
        List<JavaType> kinds = new ArrayList<>(List.of(type));
        AnnotationIntrospector annotations = mapper.getSerializationConfig().getAnnotationIntrospector();
        List<NamedType> subtypes = annotations.findSubtypes(describe(type).getClassInfo());
        List<String> names = new ArrayList<>();
        if (subtypes != null) for (NamedType subtype : subtypes) {
            kinds.add(mapper.constructType(subtype.getType()));
            names.add(subtype.getName());
        }
        for (JavaType kind : kinds) for (BeanPropertyDefinition property : describe(kind).findProperties()) {
            if (property.getName().equals("additionalProperties") || !present(property)) continue;
            properties.put(property.getName(), schema(property.getPrimaryType()));
            if (kinds.size() == 1 && required(property)) required.add(property.getName());
        }
        if (!names.isEmpty()) {
            properties.put("type", Map.of("enum", names));
            required.add("type");
        }
        Map<String, Object> result = new TreeMap<>(Map.of("type", "object", "additionalProperties", false, "properties", properties));
        if (!required.isEmpty()) result.put("required", required);
        return result;
    }

    static boolean present(BeanPropertyDefinition property) {
        PresentInVersions versions = annotation(property, PresentInVersions.class);
        return versions == null || holdsV1(versions.value());
    }

    static boolean required(BeanPropertyDefinition property) {
        RequiredInVersions versions = annotation(property, RequiredInVersions.class);
        JsonProperty json = annotation(property, JsonProperty.class);
        return json != null && json.required() || versions != null && holdsV1(versions.value());
    }

    /** Whether a range of versions, such as `v1beta2`, `v1beta2+` or `v1alpha1-v1`, holds v1. */
    static boolean holdsV1(String range) {
        return range.equals("v1") || range.equals("all") || range.endsWith("+") || range.endsWith("-v1");
    }

    static <A extends java.lang.annotation.Annotation> A annotation(BeanPropertyDefinition property, Class<A> kind) {
        if (property.getField() != null && property.getField().getAnnotation(kind) != null) return property.getField().getAnnotation(kind);
        return property.getGetter() == null ? null : property.getGetter().getAnnotation(kind);
    }
}
