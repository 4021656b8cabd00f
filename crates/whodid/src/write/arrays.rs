//! Records into the arrays of Arrow, by the kinds of their columns.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float32Array, Float64Array, Int32Array, Int64Array, ListArray, StringArray,
    StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use jiff::civil::Date;
use serde_json::Value;

use super::columns::{Column, Kind};

/// The columns in Arrow's terms.
pub(super) fn fields(columns: impl Iterator<Item = &'static Column>) -> Fields {
    columns.map(|column| Field::new(column.name, data_type(column.kind), !column.known)).collect()
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Day => DataType::Date32,
        Kind::Flag => DataType::Boolean,
        Kind::Int => DataType::Int32,
        Kind::Long => DataType::Int64,
        Kind::Real => DataType::Float32,
        Kind::Degrees => DataType::Float64,
        Kind::Record(columns) => DataType::Struct(fields(columns.iter())),
        Kind::Texts | Kind::Extent | Kind::Records(_) => DataType::List(Arc::new(element(kind))),
    }
}

/// What a list holds; under the name that Parquet has for it.
fn element(list: Kind) -> Field {
    let of = match list {
        Kind::Extent => DataType::Float64,
        Kind::Records(columns) => data_type(Kind::Record(columns)),
        _ => DataType::Utf8,
    };
    Field::new("element", of, false)
}

/// Rows as an array with a child for each column.
pub(super) fn record(
    columns: impl Iterator<Item = &'static Column> + Clone,
    rows: &[&Value],
) -> Result<StructArray, ArrowError> {
    let of = |column: &Column| {
        let values: Vec<&Value> = rows.iter().map(|row| row.get(column.name).unwrap_or(&Value::Null)).collect();
        array(column.kind, &values)
    };
    let children = columns.clone().map(of).collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
    StructArray::try_new(fields(columns), children, told(rows))
}

/// Values as an array; what is null or has no room in the kind is null.
fn array(kind: Kind, values: &[&Value]) -> Result<ArrayRef, ArrowError> {
    let all = values.iter();
    let real = |value: &&Value| value.as_f64();
    Ok(match kind {
        Kind::Text => Arc::new(all.map(|value| value.as_str()).collect::<StringArray>()),
        Kind::Day => Arc::new(all.map(|value| value.as_str().and_then(days)).collect::<Date32Array>()),
        Kind::Flag => Arc::new(all.map(|value| value.as_bool()).collect::<BooleanArray>()),
        Kind::Int => {
            Arc::new(all.map(|value| value.as_i64().and_then(|n| i32::try_from(n).ok())).collect::<Int32Array>())
        }
        Kind::Long => Arc::new(all.map(|value| value.as_i64()).collect::<Int64Array>()),
        // A number of 32 bits stands in the value with 64, and comes out as it went in.
        Kind::Real => Arc::new(all.map(|value| real(value).map(|number| number as f32)).collect::<Float32Array>()),
        Kind::Degrees => Arc::new(all.map(real).collect::<Float64Array>()),
        Kind::Record(columns) => Arc::new(record(columns.iter(), values)?),
        Kind::Texts | Kind::Extent | Kind::Records(_) => Arc::new(list(kind, values)?),
    })
}

fn list(kind: Kind, values: &[&Value]) -> Result<ListArray, ArrowError> {
    let lists = values.iter().map(|value| value.as_array().map_or(&[][..], Vec::as_slice));
    let offsets = OffsetBuffer::from_lengths(lists.clone().map(<[Value]>::len));
    let inner: Vec<&Value> = lists.flatten().collect();
    let of = match kind {
        Kind::Extent => Kind::Degrees,
        Kind::Records(columns) => Kind::Record(columns),
        _ => Kind::Text,
    };
    ListArray::try_new(Arc::new(element(kind)), offsets, array(of, &inner)?, told(values))
}

/// Which of the values are there.
fn told(values: &[&Value]) -> Option<NullBuffer> {
    let nulls: NullBuffer = values.iter().map(|value| !value.is_null()).collect::<Vec<bool>>().into();
    (nulls.null_count() > 0).then_some(nulls)
}

/// Days since the first of January 1970.
fn days(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok()?;
    let since = date.duration_since(Date::constant(1970, 1, 1));
    i32::try_from(since.as_hours() / 24).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days("1970-01-02"), Some(1));
        assert_eq!(days("1969-12-31"), Some(-1));
        assert_eq!(days("2024-05-31"), Some(19_874));
        assert_eq!(days("yesterday"), None);
    }
}
