package io.evoforge.tools.catalog;

import io.evoforge.tools.ToolRefusal;
import io.evoforge.tools.ToolResult;
import io.evoforge.tools.ToolRight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One tool, as a program finds it. Immutable, and safe for use by several threads. */
public final class ToolDefinition {
    private final String name;
    private final String title;
    private final String description;
    private final ToolRight right;
    private final Effect effect;
    private final List<ToolParameter> parameters;
    private final Class<? extends Record> answer;
    private final Function<ToolArguments, ToolResult<? extends Record>> work;

    /** What calling a tool leaves behind. */
    public enum Effect {
        /** Nothing. */
        READS,
        /** Something new; what was there stays. */
        ADDS,
        /** What was current is replaced. Its history stays. */
        REPLACES
    }

    ToolDefinition(
            String name,
            String title,
            String description,
            ToolRight right,
            Effect effect,
            List<ToolParameter> parameters,
            Class<? extends Record> answer,
            Function<ToolArguments, ToolResult<? extends Record>> work) {
        this.name = name;
        this.title = title;
        this.description = description;
        this.right = right;
        this.effect = effect;
        this.parameters = List.copyOf(parameters);
        this.answer = answer;
        this.work = work;
    }

    /** The name by which it is called, such as {@code repository_status}. */
    public String name() {
        return name;
    }

    /** Its name for a person. */
    public String title() {
        return title;
    }

    /** What it does, for a model. */
    public String description() {
        return description;
    }

    /** Which right it needs. */
    public ToolRight right() {
        return right;
    }

    /** What calling it leaves behind. */
    public Effect effect() {
        return effect;
    }

    /** Its arguments, all of which are required. */
    public List<ToolParameter> parameters() {
        return parameters;
    }

    /** JSON Schema of its arguments. */
    public Map<String, Object> inputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", parameters.stream().map(ToolParameter::name).toList());
        schema.put("additionalProperties", false);
        return schema;
    }

    /** JSON Schema of its answer. */
    public Map<String, Object> outputSchema() {
        return RecordSchema.of(answer);
    }

    /** Calls it with {@code arguments} as they came, which are checked first. */
    public ToolResult<? extends Record> call(Map<String, Object> arguments) {
        Optional<String> fault = ToolArguments.faultOf(arguments, parameters);
        if (fault.isPresent()) {
            return ToolResult.refused(ToolRefusal.Reason.INVALID_ARGUMENT, fault.get());
        }
        return work.apply(ToolArguments.of(arguments));
    }
}
