
%struct.record = type { i32, i32 }
%struct.timespec = type { i64, i64 }
%struct.packet = type { i64, i64, i64 }

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = lshr i32 %2, 20
  %5 = and i32 %4, 3
  %6 = zext nneg i32 %5 to i64
  %7 = shl nuw nsw i64 1, %6
  %8 = lshr i32 %2, 22
  %9 = and i32 %8, 1
  %10 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %1, i64 noundef %7, i32 noundef %9) #20
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %12, label %19

12:                                               ; preds = %3
  %13 = add nuw nsw i32 %9, 1
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 %13, ptr %14, align 8
  %15 = and i32 %2, 1048575
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %15, ptr %16, align 4
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %7, ptr %18, align 8
  br label %19

19:                                               ; preds = %3, %12
  %20 = phi i64 [ 0, %12 ], [ 1, %3 ]
  ret i64 %20
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #1

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i32 0, 2) i32 @allowed(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %12 = load i64, ptr %11, align 8
  %13 = inttoptr i64 %12 to ptr
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %15 = load i64, ptr %14, align 8
  %16 = inttoptr i64 %15 to ptr
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %20 = load i64, ptr %19, align 8
  %21 = icmp ult i64 %1, %18
  %22 = icmp ugt i64 %1, %20
  %23 = or i1 %21, %22
  %24 = sub nuw i64 %20, %1
  %25 = icmp ugt i64 %2, %24
  %26 = select i1 %23, i1 true, i1 %25
  br i1 %26, label %27, label %141

27:                                               ; preds = %4
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %29 = load i64, ptr %28, align 8
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %31 = load i64, ptr %30, align 8
  %32 = icmp ult i64 %1, %29
  %33 = icmp ugt i64 %1, %31
  %34 = or i1 %32, %33
  %35 = sub nuw i64 %31, %1
  %36 = icmp ugt i64 %2, %35
  %37 = select i1 %34, i1 true, i1 %36
  br i1 %37, label %45, label %38

38:                                               ; preds = %27
  %39 = icmp eq i32 %3, 0
  br i1 %39, label %141, label %40

40:                                               ; preds = %38
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %42 = load i64, ptr %41, align 8
  %43 = and i64 %42, 2
  %44 = icmp eq i64 %43, 0
  br i1 %44, label %45, label %141

45:                                               ; preds = %40, %27
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %47 = load i64, ptr %46, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %49 = load i64, ptr %48, align 8
  %50 = icmp ult i64 %1, %47
  %51 = icmp ugt i64 %1, %49
  %52 = or i1 %50, %51
  %53 = sub nuw i64 %49, %1
  %54 = icmp ugt i64 %2, %53
  %55 = select i1 %52, i1 true, i1 %54
  br i1 %55, label %63, label %56

56:                                               ; preds = %45
  %57 = icmp eq i32 %3, 0
  br i1 %57, label %141, label %58

58:                                               ; preds = %56
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %60 = load i64, ptr %59, align 8
  %61 = and i64 %60, 1
  %62 = icmp eq i64 %61, 0
  br i1 %62, label %63, label %141

63:                                               ; preds = %58, %45
  %64 = icmp ult i64 %12, %15
  br i1 %64, label %65, label %67

65:                                               ; preds = %63
  %66 = icmp eq i32 %3, 0
  br label %71

67:                                               ; preds = %92, %63
  %68 = icmp ult i64 %6, %9
  br i1 %68, label %69, label %114

69:                                               ; preds = %67
  %70 = icmp eq i32 %3, 0
  br label %95

71:                                               ; preds = %65, %92
  %72 = phi ptr [ %13, %65 ], [ %93, %92 ]
  %73 = getelementptr inbounds nuw i8, ptr %72, i64 8
  %74 = load i64, ptr %73, align 8
  %75 = getelementptr inbounds nuw i8, ptr %72, i64 16
  %76 = load i64, ptr %75, align 8
  %77 = icmp ult i64 %1, %74
  %78 = icmp ugt i64 %1, %76
  %79 = or i1 %77, %78
  %80 = sub nuw i64 %76, %1
  %81 = icmp ugt i64 %2, %80
  %82 = select i1 %79, i1 true, i1 %81
  %83 = icmp eq i64 %74, 0
  %84 = or i1 %83, %82
  br i1 %84, label %92, label %85

85:                                               ; preds = %71
  br i1 %66, label %141, label %86

86:                                               ; preds = %85
  %87 = load i64, ptr %72, align 8
  %88 = inttoptr i64 %87 to ptr
  %89 = getelementptr inbounds nuw i8, ptr %88, i64 108
  %90 = load i32, ptr %89, align 4
  %91 = icmp eq i32 %90, 0
  br i1 %91, label %141, label %92

92:                                               ; preds = %71, %86
  %93 = getelementptr inbounds nuw i8, ptr %72, i64 24
  %94 = icmp ult ptr %93, %16
  br i1 %94, label %71, label %67, !llvm.loop !3

95:                                               ; preds = %69, %111
  %96 = phi ptr [ %7, %69 ], [ %112, %111 ]
  %97 = load i64, ptr %96, align 8
  %98 = getelementptr inbounds nuw i8, ptr %96, i64 8
  %99 = load i64, ptr %98, align 8
  %100 = icmp ult i64 %1, %97
  %101 = icmp ugt i64 %1, %99
  %102 = or i1 %100, %101
  %103 = sub nuw i64 %99, %1
  %104 = icmp ugt i64 %2, %103
  %105 = select i1 %102, i1 true, i1 %104
  br i1 %105, label %111, label %106

106:                                              ; preds = %95
  br i1 %70, label %141, label %107

107:                                              ; preds = %106
  %108 = getelementptr inbounds nuw i8, ptr %96, i64 16
  %109 = load i64, ptr %108, align 8
  %110 = icmp eq i64 %109, 0
  br i1 %110, label %111, label %141

111:                                              ; preds = %95, %107
  %112 = getelementptr inbounds nuw i8, ptr %96, i64 24
  %113 = icmp ult ptr %112, %10
  br i1 %113, label %95, label %114, !llvm.loop !6

114:                                              ; preds = %111, %67
  %115 = icmp eq i32 %3, 0
  br i1 %115, label %116, label %139

116:                                              ; preds = %114
  %117 = getelementptr inbounds nuw i8, ptr %0, i64 208
  %118 = load i64, ptr %117, align 8
  %119 = add i64 %118, 8704
  %120 = icmp ult i64 %1, %118
  %121 = icmp ugt i64 %1, %119
  %122 = or i1 %120, %121
  %123 = sub nuw i64 %119, %1
  %124 = icmp ugt i64 %2, %123
  %125 = select i1 %122, i1 true, i1 %124
  br i1 %125, label %139, label %126

126:                                              ; preds = %116
  %127 = sub nuw i64 %1, %118
  %128 = and i64 %127, 511
  %129 = add i64 %128, %2
  %130 = getelementptr inbounds nuw i8, ptr %0, i64 216
  %131 = load i64, ptr %130, align 8
  %132 = inttoptr i64 %131 to ptr
  %133 = lshr i64 %127, 9
  %134 = getelementptr inbounds nuw i32, ptr %132, i64 %133
  %135 = load i32, ptr %134, align 4
  %136 = zext i32 %135 to i64
  %137 = icmp ule i64 %129, %136
  %138 = zext i1 %137 to i32
  br label %141

139:                                              ; preds = %116, %114
  %140 = tail call fastcc i32 @allowed_inside(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #20
  br label %141

141:                                              ; preds = %85, %86, %106, %107, %56, %58, %38, %40, %4, %139, %126
  %142 = phi i32 [ %138, %126 ], [ 1, %4 ], [ 1, %38 ], [ 1, %56 ], [ 1, %106 ], [ %140, %139 ], [ 1, %40 ], [ 1, %58 ], [ 1, %107 ], [ 1, %86 ], [ 1, %85 ]
  ret i32 %142
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #1

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_range(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %18, label %6

6:                                                ; preds = %4
  %7 = lshr i32 %3, 22
  %8 = and i32 %7, 1
  %9 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %8) #20
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %11, label %18

11:                                               ; preds = %6
  %12 = add nuw nsw i32 %8, 1
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 %12, ptr %13, align 8
  %14 = and i32 %3, 1048575
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %14, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %2, ptr %17, align 8
  br label %18

18:                                               ; preds = %4, %6, %11
  %19 = phi i64 [ 0, %11 ], [ 1, %6 ], [ 1, %4 ]
  ret i64 %19
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_map(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %1, 0
  br i1 %5, label %25, label %6

6:                                                ; preds = %4
  %7 = tail call fastcc i32 @is_map(ptr noundef %0, i64 noundef %1) #20
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %25, label %9

9:                                                ; preds = %6
  %10 = inttoptr i64 %1 to ptr
  %11 = load i32, ptr %10, align 8
  %12 = icmp ult i32 %11, 64
  br i1 %12, label %13, label %25

13:                                               ; preds = %9
  %14 = zext nneg i32 %11 to i64
  %15 = shl nuw i64 1, %14
  %16 = and i64 %15, %2
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %25, label %18

18:                                               ; preds = %13
  %19 = and i32 %3, 4194304
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %31, label %21

21:                                               ; preds = %18
  %22 = getelementptr inbounds nuw i8, ptr %10, i64 108
  %23 = load i32, ptr %22, align 4
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %31, label %25

25:                                               ; preds = %21, %13, %9, %6, %4
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 5, ptr %26, align 8
  %27 = and i32 %3, 1048575
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %27, ptr %28, align 4
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %30, align 8
  br label %31

31:                                               ; preds = %18, %21, %25
  %32 = phi i64 [ 0, %25 ], [ 1, %21 ], [ 1, %18 ]
  ret i64 %32
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i32 0, 2) i32 @is_map(ptr noundef readonly captures(none) %0, i64 noundef range(i64 1, 0) %1) unnamed_addr #2 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = icmp ult i64 %4, %6
  br i1 %8, label %9, label %39

9:                                                ; preds = %2
  %10 = inttoptr i64 %4 to ptr
  br label %11

11:                                               ; preds = %9, %36
  %12 = phi ptr [ %37, %36 ], [ %10, %9 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = getelementptr inbounds nuw i8, ptr %14, i64 40
  %16 = load i64, ptr %15, align 8
  %17 = inttoptr i64 %16 to ptr
  %18 = icmp eq i64 %13, %1
  br i1 %18, label %39, label %19

19:                                               ; preds = %11
  %20 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %21 = load i64, ptr %20, align 8
  %22 = load i32, ptr %14, align 8
  %23 = and i32 %22, -2
  %24 = icmp eq i32 %23, 12
  %25 = icmp ult i64 %21, %16
  %26 = select i1 %24, i1 %25, i1 false
  br i1 %26, label %27, label %36

27:                                               ; preds = %19
  %28 = inttoptr i64 %21 to ptr
  br label %32

29:                                               ; preds = %32
  %30 = getelementptr inbounds nuw i8, ptr %33, i64 8
  %31 = icmp ult ptr %30, %17
  br i1 %31, label %32, label %36, !llvm.loop !7

32:                                               ; preds = %27, %29
  %33 = phi ptr [ %30, %29 ], [ %28, %27 ]
  %34 = load atomic i64, ptr %33 acquire, align 8
  %35 = icmp eq i64 %34, %1
  br i1 %35, label %39, label %29

36:                                               ; preds = %29, %19
  %37 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %38 = icmp ult ptr %37, %7
  br i1 %38, label %11, label %39, !llvm.loop !8

39:                                               ; preds = %36, %11, %32, %2
  %40 = phi i32 [ 0, %2 ], [ 1, %32 ], [ 0, %36 ], [ 1, %11 ]
  ret i32 %40
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_record(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  br i1 %9, label %10, label %54

10:                                               ; preds = %3
  %11 = inttoptr i64 %5 to ptr
  br label %12

12:                                               ; preds = %31, %10
  %13 = phi ptr [ %32, %31 ], [ %11, %10 ]
  %14 = load i64, ptr %13, align 8
  %15 = inttoptr i64 %14 to ptr
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 27
  br i1 %17, label %18, label %31

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %15, i64 32
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %20, 8
  %22 = icmp ult i64 %1, %21
  br i1 %22, label %31, label %23

23:                                               ; preds = %18
  %24 = getelementptr inbounds nuw i8, ptr %15, i64 40
  %25 = load i64, ptr %24, align 8
  %26 = icmp ugt i64 %1, %25
  br i1 %26, label %31, label %27

27:                                               ; preds = %23
  %28 = sub i64 %1, %20
  %29 = and i64 %28, 7
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %27, %23, %18, %12
  %32 = getelementptr inbounds nuw i8, ptr %13, i64 24
  %33 = icmp ult ptr %32, %8
  br i1 %33, label %12, label %54, !llvm.loop !9

34:                                               ; preds = %27
  %35 = add i64 %1, 4294967288
  %36 = sub i64 %35, %20
  %37 = getelementptr inbounds nuw i8, ptr %15, i64 112
  %38 = load i64, ptr %37, align 8
  %39 = inttoptr i64 %38 to ptr
  %40 = getelementptr inbounds nuw i8, ptr %15, i64 12
  %41 = load i32, ptr %40, align 4
  %42 = add i32 %41, -1
  %43 = zext i32 %42 to i64
  %44 = and i64 %36, %43
  %45 = lshr i64 %44, 3
  %46 = getelementptr inbounds nuw %struct.record, ptr %39, i64 %45
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 4
  %48 = load atomic i32, ptr %47 acquire, align 4
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %50 = load i32, ptr %49, align 8
  %51 = shl i32 %50, 2
  %52 = or disjoint i32 %51, 1
  %53 = icmp eq i32 %48, %52
  br i1 %53, label %60, label %54

54:                                               ; preds = %31, %3, %34
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 6, ptr %55, align 8
  %56 = and i32 %2, 1048575
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %56, ptr %57, align 4
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %58, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %59, align 8
  br label %60

60:                                               ; preds = %34, %54
  %61 = phi i64 [ 0, %54 ], [ 1, %34 ]
  ret i64 %61
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 2) i64 @pp_check_ctx(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %5 = load i64, ptr %4, align 8
  %6 = icmp eq i64 %1, %5
  br i1 %6, label %13, label %7

7:                                                ; preds = %3
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 6, ptr %8, align 8
  %9 = and i32 %2, 1048575
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %9, ptr %10, align 4
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %12, align 8
  br label %13

13:                                               ; preds = %3, %7
  %14 = phi i64 [ 0, %7 ], [ 1, %3 ]
  ret i64 %14
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_hash_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = tail call fastcc i32 @hash_find(ptr noundef %4, ptr noundef %5) #20
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %44, label %8

8:                                                ; preds = %3
  %9 = icmp eq ptr %0, null
  br i1 %9, label %29, label %10

10:                                               ; preds = %8
  %11 = load i32, ptr %4, align 8
  %12 = add i32 %11, -11
  %13 = icmp ult i32 %12, -2
  br i1 %13, label %21, label %14

14:                                               ; preds = %10
  %15 = getelementptr inbounds nuw i8, ptr %4, i64 152
  %16 = load i64, ptr %15, align 8
  %17 = inttoptr i64 %16 to ptr
  %18 = zext i32 %6 to i64
  %19 = getelementptr inbounds nuw i8, ptr %17, i64 %18
  %20 = getelementptr inbounds i8, ptr %19, i64 -1
  store atomic i8 1, ptr %20 monotonic, align 1
  br label %21

21:                                               ; preds = %14, %10
  %22 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %23 = load i32, ptr %22, align 8
  %24 = icmp ugt i32 %23, 1
  br i1 %24, label %25, label %29

25:                                               ; preds = %21
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %27 = load i32, ptr %26, align 8
  %28 = zext i32 %27 to i64
  br label %29

29:                                               ; preds = %8, %21, %25
  %30 = phi i64 [ %28, %25 ], [ 0, %21 ], [ 0, %8 ]
  %31 = add i32 %6, -1
  %32 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %33 = load i64, ptr %32, align 8
  %34 = zext i32 %31 to i64
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %36 = load i32, ptr %35, align 8
  %37 = zext i32 %36 to i64
  %38 = mul nuw i64 %37, %34
  %39 = add i64 %38, %33
  %40 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %41 = load i64, ptr %40, align 8
  %42 = mul i64 %41, %30
  %43 = add i64 %39, %42
  br label %44

44:                                               ; preds = %3, %29
  %45 = phi i64 [ %43, %29 ], [ 0, %3 ]
  ret i64 %45
}

; Function Attrs: nofree noinline norecurse nounwind
define internal fastcc i32 @hash_find(ptr noundef captures(none) %0, ptr noundef readonly captures(none) %1) unnamed_addr #5 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %4 = load i32, ptr %3, align 8
  %5 = zext i32 %4 to i64
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %7 = load i32, ptr %6, align 4
  %8 = icmp ugt i32 %7, 7
  br i1 %8, label %9, label %21

9:                                                ; preds = %2, %9
  %10 = phi i64 [ %17, %9 ], [ %5, %2 ]
  %11 = phi ptr [ %19, %9 ], [ %1, %2 ]
  %12 = phi i32 [ %18, %9 ], [ %7, %2 ]
  %13 = load i64, ptr %11, align 1
  %14 = xor i64 %13, %10
  %15 = mul i64 %14, -7046029254386353131
  %16 = lshr i64 %15, 29
  %17 = xor i64 %16, %15
  %18 = add i32 %12, -8
  %19 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %20 = icmp ugt i32 %18, 7
  br i1 %20, label %9, label %21, !llvm.loop !10

21:                                               ; preds = %9, %2
  %22 = phi i32 [ %7, %2 ], [ %18, %9 ]
  %23 = phi ptr [ %1, %2 ], [ %19, %9 ]
  %24 = phi i64 [ %5, %2 ], [ %17, %9 ]
  %25 = icmp samesign ult i32 %22, 4
  br i1 %25, label %34, label %26

26:                                               ; preds = %21
  %27 = load i32, ptr %23, align 1
  %28 = zext i32 %27 to i64
  %29 = xor i64 %24, %28
  %30 = mul i64 %29, -7046029254386353131
  %31 = lshr i64 %30, 29
  %32 = xor i64 %31, %30
  %33 = getelementptr inbounds nuw i8, ptr %23, i64 4
  br label %34

34:                                               ; preds = %26, %21
  %35 = phi ptr [ %33, %26 ], [ %23, %21 ]
  %36 = phi i64 [ %32, %26 ], [ %24, %21 ]
  %37 = and i32 %22, 3
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %50, label %39

39:                                               ; preds = %34, %39
  %40 = phi i64 [ %46, %39 ], [ %36, %34 ]
  %41 = phi ptr [ %48, %39 ], [ %35, %34 ]
  %42 = phi i32 [ %47, %39 ], [ %37, %34 ]
  %43 = load i8, ptr %41, align 1
  %44 = zext i8 %43 to i64
  %45 = xor i64 %40, %44
  %46 = mul i64 %45, -7046029254386353131
  %47 = add nsw i32 %42, -1
  %48 = getelementptr inbounds nuw i8, ptr %41, i64 1
  %49 = icmp eq i32 %47, 0
  br i1 %49, label %50, label %39, !llvm.loop !11

50:                                               ; preds = %39, %34
  %51 = phi i64 [ %36, %34 ], [ %46, %39 ]
  %52 = lshr i64 %51, 32
  %53 = trunc nuw i64 %52 to i32
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 92
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 28
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 20
  br label %62

62:                                               ; preds = %50, %143
  %63 = phi i32 [ 0, %50 ], [ %144, %143 ]
  %64 = load atomic i32, ptr %54 acquire, align 4
  %65 = and i32 %64, 1
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %67, label %143

67:                                               ; preds = %62
  %68 = load i64, ptr %55, align 8
  %69 = inttoptr i64 %68 to ptr
  %70 = load i64, ptr %56, align 8
  %71 = inttoptr i64 %70 to ptr
  %72 = load i32, ptr %57, align 8
  %73 = load i64, ptr %58, align 8
  %74 = inttoptr i64 %73 to ptr
  %75 = load i32, ptr %59, align 4
  %76 = and i32 %75, %53
  %77 = zext i32 %76 to i64
  %78 = getelementptr inbounds nuw i32, ptr %74, i64 %77
  %79 = load atomic i32, ptr %78 monotonic, align 4
  %80 = icmp eq i32 %79, 0
  br i1 %80, label %140, label %81

81:                                               ; preds = %67, %131
  %82 = phi i32 [ %134, %131 ], [ %72, %67 ]
  %83 = phi i32 [ %133, %131 ], [ %79, %67 ]
  %84 = icmp ule i32 %83, %72
  %85 = icmp ne i32 %82, 0
  %86 = select i1 %84, i1 %85, i1 false
  br i1 %86, label %87, label %136

87:                                               ; preds = %81
  %88 = add i32 %83, -1
  %89 = zext i32 %88 to i64
  %90 = getelementptr inbounds nuw i32, ptr %71, i64 %89
  %91 = load i32, ptr %90, align 4
  %92 = icmp eq i32 %91, %53
  br i1 %92, label %93, label %131

93:                                               ; preds = %87
  %94 = load i64, ptr %60, align 8
  %95 = inttoptr i64 %94 to ptr
  %96 = load i32, ptr %61, align 4
  %97 = zext i32 %96 to i64
  %98 = mul nuw i64 %97, %89
  %99 = getelementptr inbounds nuw i8, ptr %95, i64 %98
  %100 = load i32, ptr %6, align 4
  %101 = icmp ugt i32 %100, 7
  br i1 %101, label %107, label %102

102:                                              ; preds = %114, %93
  %103 = phi ptr [ %99, %93 ], [ %117, %114 ]
  %104 = phi i32 [ %100, %93 ], [ %115, %114 ]
  %105 = phi ptr [ %1, %93 ], [ %116, %114 ]
  %106 = icmp eq i32 %104, 0
  br i1 %106, label %136, label %119

107:                                              ; preds = %93, %114
  %108 = phi ptr [ %116, %114 ], [ %1, %93 ]
  %109 = phi i32 [ %115, %114 ], [ %100, %93 ]
  %110 = phi ptr [ %117, %114 ], [ %99, %93 ]
  %111 = load i64, ptr %108, align 1
  %112 = load i64, ptr %110, align 1
  %113 = icmp eq i64 %111, %112
  br i1 %113, label %114, label %131

114:                                              ; preds = %107
  %115 = add i32 %109, -8
  %116 = getelementptr inbounds nuw i8, ptr %108, i64 8
  %117 = getelementptr inbounds nuw i8, ptr %110, i64 8
  %118 = icmp ugt i32 %115, 7
  br i1 %118, label %107, label %102, !llvm.loop !12

119:                                              ; preds = %102, %126
  %120 = phi ptr [ %128, %126 ], [ %105, %102 ]
  %121 = phi i32 [ %127, %126 ], [ %104, %102 ]
  %122 = phi ptr [ %129, %126 ], [ %103, %102 ]
  %123 = load i8, ptr %120, align 1
  %124 = load i8, ptr %122, align 1
  %125 = icmp eq i8 %123, %124
  br i1 %125, label %126, label %131

126:                                              ; preds = %119
  %127 = add nsw i32 %121, -1
  %128 = getelementptr inbounds nuw i8, ptr %120, i64 1
  %129 = getelementptr inbounds nuw i8, ptr %122, i64 1
  %130 = icmp eq i32 %127, 0
  br i1 %130, label %136, label %119, !llvm.loop !13

131:                                              ; preds = %107, %119, %87
  %132 = getelementptr inbounds nuw i32, ptr %69, i64 %89
  %133 = load atomic i32, ptr %132 monotonic, align 4
  %134 = add i32 %82, -1
  %135 = icmp eq i32 %133, 0
  br i1 %135, label %136, label %81, !llvm.loop !14

136:                                              ; preds = %81, %102, %131, %126
  %137 = phi i32 [ %83, %126 ], [ 0, %131 ], [ 0, %81 ], [ %83, %102 ]
  fence acquire
  %138 = load atomic i32, ptr %54 monotonic, align 4
  %139 = icmp eq i32 %138, %64
  br i1 %139, label %228, label %143

140:                                              ; preds = %67
  fence acquire
  %141 = load atomic i32, ptr %54 monotonic, align 4
  %142 = icmp eq i32 %141, %64
  br i1 %142, label %228, label %143

143:                                              ; preds = %140, %62, %136
  %144 = add nuw nsw i32 %63, 1
  %145 = icmp eq i32 %144, 64
  br i1 %145, label %146, label %62, !llvm.loop !15

146:                                              ; preds = %143
  %147 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %148 = atomicrmw xchg ptr %147, i32 1 acquire, align 8
  %149 = icmp eq i32 %148, 0
  br i1 %149, label %157, label %150

150:                                              ; preds = %146, %153
  %151 = load atomic i32, ptr %147 monotonic, align 8
  %152 = icmp eq i32 %151, 0
  br i1 %152, label %154, label %153

153:                                              ; preds = %150, %154
  br label %150, !llvm.loop !16

154:                                              ; preds = %150
  %155 = atomicrmw xchg ptr %147, i32 1 acquire, align 8
  %156 = icmp eq i32 %155, 0
  br i1 %156, label %157, label %153

157:                                              ; preds = %154, %146
  %158 = load i64, ptr %55, align 8
  %159 = inttoptr i64 %158 to ptr
  %160 = load i64, ptr %56, align 8
  %161 = inttoptr i64 %160 to ptr
  %162 = load i32, ptr %57, align 8
  %163 = load i64, ptr %58, align 8
  %164 = inttoptr i64 %163 to ptr
  %165 = load i32, ptr %59, align 4
  %166 = and i32 %165, %53
  %167 = zext i32 %166 to i64
  %168 = getelementptr inbounds nuw i32, ptr %164, i64 %167
  %169 = load atomic i32, ptr %168 monotonic, align 4
  %170 = icmp eq i32 %169, 0
  br i1 %170, label %226, label %171

171:                                              ; preds = %157, %221
  %172 = phi i32 [ %224, %221 ], [ %162, %157 ]
  %173 = phi i32 [ %223, %221 ], [ %169, %157 ]
  %174 = icmp ule i32 %173, %162
  %175 = icmp ne i32 %172, 0
  %176 = select i1 %174, i1 %175, i1 false
  br i1 %176, label %177, label %226

177:                                              ; preds = %171
  %178 = add i32 %173, -1
  %179 = zext i32 %178 to i64
  %180 = getelementptr inbounds nuw i32, ptr %161, i64 %179
  %181 = load i32, ptr %180, align 4
  %182 = icmp eq i32 %181, %53
  br i1 %182, label %183, label %221

183:                                              ; preds = %177
  %184 = load i64, ptr %60, align 8
  %185 = inttoptr i64 %184 to ptr
  %186 = load i32, ptr %61, align 4
  %187 = zext i32 %186 to i64
  %188 = mul nuw i64 %187, %179
  %189 = getelementptr inbounds nuw i8, ptr %185, i64 %188
  %190 = load i32, ptr %6, align 4
  %191 = icmp ugt i32 %190, 7
  br i1 %191, label %197, label %192

192:                                              ; preds = %204, %183
  %193 = phi ptr [ %189, %183 ], [ %207, %204 ]
  %194 = phi i32 [ %190, %183 ], [ %205, %204 ]
  %195 = phi ptr [ %1, %183 ], [ %206, %204 ]
  %196 = icmp eq i32 %194, 0
  br i1 %196, label %226, label %209

197:                                              ; preds = %183, %204
  %198 = phi ptr [ %206, %204 ], [ %1, %183 ]
  %199 = phi i32 [ %205, %204 ], [ %190, %183 ]
  %200 = phi ptr [ %207, %204 ], [ %189, %183 ]
  %201 = load i64, ptr %198, align 1
  %202 = load i64, ptr %200, align 1
  %203 = icmp eq i64 %201, %202
  br i1 %203, label %204, label %221

204:                                              ; preds = %197
  %205 = add i32 %199, -8
  %206 = getelementptr inbounds nuw i8, ptr %198, i64 8
  %207 = getelementptr inbounds nuw i8, ptr %200, i64 8
  %208 = icmp ugt i32 %205, 7
  br i1 %208, label %197, label %192, !llvm.loop !12

209:                                              ; preds = %192, %216
  %210 = phi ptr [ %218, %216 ], [ %195, %192 ]
  %211 = phi i32 [ %217, %216 ], [ %194, %192 ]
  %212 = phi ptr [ %219, %216 ], [ %193, %192 ]
  %213 = load i8, ptr %210, align 1
  %214 = load i8, ptr %212, align 1
  %215 = icmp eq i8 %213, %214
  br i1 %215, label %216, label %221

216:                                              ; preds = %209
  %217 = add nsw i32 %211, -1
  %218 = getelementptr inbounds nuw i8, ptr %210, i64 1
  %219 = getelementptr inbounds nuw i8, ptr %212, i64 1
  %220 = icmp eq i32 %217, 0
  br i1 %220, label %226, label %209, !llvm.loop !13

221:                                              ; preds = %197, %209, %177
  %222 = getelementptr inbounds nuw i32, ptr %159, i64 %179
  %223 = load atomic i32, ptr %222 monotonic, align 4
  %224 = add i32 %172, -1
  %225 = icmp eq i32 %223, 0
  br i1 %225, label %226, label %171, !llvm.loop !14

226:                                              ; preds = %171, %192, %221, %216, %157
  %227 = phi i32 [ 0, %157 ], [ %173, %216 ], [ 0, %171 ], [ 0, %221 ], [ %173, %192 ]
  store atomic i32 0, ptr %147 release, align 8
  br label %228

228:                                              ; preds = %136, %140, %226
  %229 = phi i32 [ %227, %226 ], [ %137, %136 ], [ 0, %140 ]
  ret i32 %229
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_array_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %8 = load i32, ptr %7, align 4
  %9 = icmp ult i32 %6, %8
  br i1 %9, label %10, label %34

10:                                               ; preds = %3
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %12 = load i32, ptr %11, align 8
  %13 = icmp ugt i32 %12, 1
  %14 = icmp ne ptr %0, null
  %15 = and i1 %14, %13
  br i1 %15, label %16, label %20

16:                                               ; preds = %10
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %18 = load i32, ptr %17, align 8
  %19 = zext i32 %18 to i64
  br label %20

20:                                               ; preds = %10, %16
  %21 = phi i64 [ %19, %16 ], [ 0, %10 ]
  %22 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %23 = load i64, ptr %22, align 8
  %24 = zext i32 %6 to i64
  %25 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %26 = load i32, ptr %25, align 8
  %27 = zext i32 %26 to i64
  %28 = mul nuw i64 %27, %24
  %29 = add i64 %28, %23
  %30 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %31 = load i64, ptr %30, align 8
  %32 = mul i64 %31, %21
  %33 = add i64 %29, %32
  br label %34

34:                                               ; preds = %3, %20
  %35 = phi i64 [ %33, %20 ], [ 0, %3 ]
  ret i64 %35
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_lpm_lookup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = alloca [260 x i8], align 16
  %5 = inttoptr i64 %1 to ptr
  %6 = inttoptr i64 %2 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %5, i64 160
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = load i32, ptr %6, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #21
  %11 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %12 = load i32, ptr %11, align 4
  %13 = shl i32 %12, 3
  %14 = add i32 %13, -32
  %15 = icmp ugt i32 %10, %14
  br i1 %15, label %40, label %16

16:                                               ; preds = %3
  %17 = zext i32 %10 to i64
  br label %18

18:                                               ; preds = %16, %37
  %19 = phi i64 [ %17, %16 ], [ %39, %37 ]
  %20 = getelementptr inbounds nuw i32, ptr %9, i64 %19
  %21 = load atomic i32, ptr %20 monotonic, align 4
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %37, label %23

23:                                               ; preds = %18
  %24 = trunc nuw i64 %19 to i32
  call fastcc void @prefix_of(ptr noundef %5, ptr noundef nonnull %6, i32 noundef %24, ptr noundef %4) #20
  %25 = call fastcc i32 @hash_find(ptr noundef %5, ptr noundef nonnull %4) #20
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %37, label %27

27:                                               ; preds = %23
  %28 = add i32 %25, -1
  %29 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %30 = load i64, ptr %29, align 8
  %31 = zext i32 %28 to i64
  %32 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %33 = load i32, ptr %32, align 8
  %34 = zext i32 %33 to i64
  %35 = mul nuw i64 %34, %31
  %36 = add i64 %35, %30
  br label %40

37:                                               ; preds = %23, %18
  %38 = icmp eq i64 %19, 0
  %39 = add nsw i64 %19, -1
  br i1 %38, label %40, label %18, !llvm.loop !17

40:                                               ; preds = %37, %27, %3
  %41 = phi i64 [ %36, %27 ], [ 0, %3 ], [ 0, %37 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #21
  ret i64 %41
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @prefix_of(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef nonnull writeonly captures(none) initializes((0, 4)) %3) unnamed_addr #7 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %6 = load i32, ptr %5, align 4
  %7 = add i32 %6, -4
  store i32 %2, ptr %3, align 1
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %16, label %9

9:                                                ; preds = %4
  %10 = lshr i32 %2, 3
  %11 = and i32 %2, 7
  %12 = lshr exact i32 65280, %11
  %13 = trunc i32 %12 to i8
  %14 = zext nneg i32 %10 to i64
  %15 = zext i32 %7 to i64
  br label %17

16:                                               ; preds = %17, %4
  ret void

17:                                               ; preds = %9, %17
  %18 = phi i64 [ 0, %9 ], [ %29, %17 ]
  %19 = icmp samesign ult i64 %18, %14
  %20 = icmp eq i64 %18, %14
  %21 = select i1 %20, i8 %13, i8 0
  %22 = select i1 %19, i8 -1, i8 %21
  %23 = add nuw i64 %18, 4
  %24 = and i64 %23, 4294967295
  %25 = getelementptr inbounds nuw i8, ptr %1, i64 %24
  %26 = load i8, ptr %25, align 1
  %27 = and i8 %26, %22
  %28 = getelementptr inbounds nuw i8, ptr %3, i64 %24
  store i8 %27, ptr %28, align 1
  %29 = add nuw nsw i64 %18, 1
  %30 = icmp eq i64 %29, %15
  br i1 %30, label %16, label %17, !llvm.loop !18
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_map_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = alloca [260 x i8], align 16
  %5 = inttoptr i64 %1 to ptr
  %6 = load i32, ptr %5, align 8
  %7 = inttoptr i64 %2 to ptr
  switch i32 %6, label %134 [
    i32 2, label %8
    i32 6, label %8
    i32 11, label %37
    i32 12, label %73
    i32 13, label %88
  ]

8:                                                ; preds = %3, %3
  %9 = load i32, ptr %7, align 1
  %10 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %11 = load i32, ptr %10, align 4
  %12 = icmp ult i32 %9, %11
  br i1 %12, label %13, label %173

13:                                               ; preds = %8
  %14 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %15 = load i32, ptr %14, align 8
  %16 = icmp ugt i32 %15, 1
  %17 = icmp ne ptr %0, null
  %18 = and i1 %17, %16
  br i1 %18, label %19, label %23

19:                                               ; preds = %13
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %21 = load i32, ptr %20, align 8
  %22 = zext i32 %21 to i64
  br label %23

23:                                               ; preds = %19, %13
  %24 = phi i64 [ %22, %19 ], [ 0, %13 ]
  %25 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %26 = load i64, ptr %25, align 8
  %27 = zext i32 %9 to i64
  %28 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %29 = load i32, ptr %28, align 8
  %30 = zext i32 %29 to i64
  %31 = mul nuw i64 %30, %27
  %32 = add i64 %31, %26
  %33 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %34 = load i64, ptr %33, align 8
  %35 = mul i64 %34, %24
  %36 = add i64 %32, %35
  br label %173

37:                                               ; preds = %3
  %38 = getelementptr inbounds nuw i8, ptr %5, i64 160
  %39 = load i64, ptr %38, align 8
  %40 = inttoptr i64 %39 to ptr
  %41 = load i32, ptr %7, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #21
  %42 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %43 = load i32, ptr %42, align 4
  %44 = shl i32 %43, 3
  %45 = add i32 %44, -32
  %46 = icmp ugt i32 %41, %45
  br i1 %46, label %71, label %47

47:                                               ; preds = %37
  %48 = zext i32 %41 to i64
  br label %49

49:                                               ; preds = %68, %47
  %50 = phi i64 [ %48, %47 ], [ %70, %68 ]
  %51 = getelementptr inbounds nuw i32, ptr %40, i64 %50
  %52 = load atomic i32, ptr %51 monotonic, align 4
  %53 = icmp eq i32 %52, 0
  br i1 %53, label %68, label %54

54:                                               ; preds = %49
  %55 = trunc nuw i64 %50 to i32
  call fastcc void @prefix_of(ptr noundef %5, ptr noundef nonnull %7, i32 noundef %55, ptr noundef %4) #20
  %56 = call fastcc i32 @hash_find(ptr noundef %5, ptr noundef nonnull %4) #20
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %68, label %58

58:                                               ; preds = %54
  %59 = add i32 %56, -1
  %60 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %61 = load i64, ptr %60, align 8
  %62 = zext i32 %59 to i64
  %63 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %64 = load i32, ptr %63, align 8
  %65 = zext i32 %64 to i64
  %66 = mul nuw i64 %65, %62
  %67 = add i64 %66, %61
  br label %71

68:                                               ; preds = %54, %49
  %69 = icmp eq i64 %50, 0
  %70 = add nsw i64 %50, -1
  br i1 %69, label %71, label %49, !llvm.loop !17

71:                                               ; preds = %68, %37, %58
  %72 = phi i64 [ %67, %58 ], [ 0, %37 ], [ 0, %68 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #21
  br label %173

73:                                               ; preds = %3
  %74 = load i32, ptr %7, align 1
  %75 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %76 = load i32, ptr %75, align 4
  %77 = icmp ult i32 %74, %76
  br i1 %77, label %78, label %173

78:                                               ; preds = %73
  %79 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %80 = load i32, ptr %79, align 8
  %81 = icmp ugt i32 %80, 1
  %82 = icmp ne ptr %0, null
  %83 = and i1 %82, %81
  br i1 %83, label %84, label %115

84:                                               ; preds = %78
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %86 = load i32, ptr %85, align 8
  %87 = zext i32 %86 to i64
  br label %115

88:                                               ; preds = %3
  %89 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %7) #20
  %90 = icmp eq i32 %89, 0
  br i1 %90, label %173, label %91

91:                                               ; preds = %88
  %92 = icmp eq ptr %0, null
  br i1 %92, label %112, label %93

93:                                               ; preds = %91
  %94 = load i32, ptr %5, align 8
  %95 = add i32 %94, -11
  %96 = icmp ult i32 %95, -2
  br i1 %96, label %104, label %97

97:                                               ; preds = %93
  %98 = getelementptr inbounds nuw i8, ptr %5, i64 152
  %99 = load i64, ptr %98, align 8
  %100 = inttoptr i64 %99 to ptr
  %101 = zext i32 %89 to i64
  %102 = getelementptr inbounds nuw i8, ptr %100, i64 %101
  %103 = getelementptr inbounds i8, ptr %102, i64 -1
  store atomic i8 1, ptr %103 monotonic, align 1
  br label %104

104:                                              ; preds = %97, %93
  %105 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %106 = load i32, ptr %105, align 8
  %107 = icmp ugt i32 %106, 1
  br i1 %107, label %108, label %112

108:                                              ; preds = %104
  %109 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %110 = load i32, ptr %109, align 8
  %111 = zext i32 %110 to i64
  br label %112

112:                                              ; preds = %108, %104, %91
  %113 = phi i64 [ %111, %108 ], [ 0, %104 ], [ 0, %91 ]
  %114 = add i32 %89, -1
  br label %115

115:                                              ; preds = %78, %84, %112
  %116 = phi i32 [ %114, %112 ], [ %74, %84 ], [ %74, %78 ]
  %117 = phi i64 [ %113, %112 ], [ %87, %84 ], [ 0, %78 ]
  %118 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %119 = load i64, ptr %118, align 8
  %120 = zext i32 %116 to i64
  %121 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %122 = load i32, ptr %121, align 8
  %123 = zext i32 %122 to i64
  %124 = mul nuw i64 %123, %120
  %125 = add i64 %124, %119
  %126 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %127 = load i64, ptr %126, align 8
  %128 = mul i64 %127, %117
  %129 = add i64 %125, %128
  %130 = icmp eq i64 %129, 0
  br i1 %130, label %173, label %131

131:                                              ; preds = %115
  %132 = inttoptr i64 %129 to ptr
  %133 = load atomic i64, ptr %132 acquire, align 8
  br label %173

134:                                              ; preds = %3
  %135 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %7) #20
  %136 = icmp eq i32 %135, 0
  br i1 %136, label %173, label %137

137:                                              ; preds = %134
  %138 = icmp eq ptr %0, null
  br i1 %138, label %158, label %139

139:                                              ; preds = %137
  %140 = load i32, ptr %5, align 8
  %141 = add i32 %140, -11
  %142 = icmp ult i32 %141, -2
  br i1 %142, label %150, label %143

143:                                              ; preds = %139
  %144 = getelementptr inbounds nuw i8, ptr %5, i64 152
  %145 = load i64, ptr %144, align 8
  %146 = inttoptr i64 %145 to ptr
  %147 = zext i32 %135 to i64
  %148 = getelementptr inbounds nuw i8, ptr %146, i64 %147
  %149 = getelementptr inbounds i8, ptr %148, i64 -1
  store atomic i8 1, ptr %149 monotonic, align 1
  br label %150

150:                                              ; preds = %143, %139
  %151 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %152 = load i32, ptr %151, align 8
  %153 = icmp ugt i32 %152, 1
  br i1 %153, label %154, label %158

154:                                              ; preds = %150
  %155 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %156 = load i32, ptr %155, align 8
  %157 = zext i32 %156 to i64
  br label %158

158:                                              ; preds = %154, %150, %137
  %159 = phi i64 [ %157, %154 ], [ 0, %150 ], [ 0, %137 ]
  %160 = add i32 %135, -1
  %161 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %162 = load i64, ptr %161, align 8
  %163 = zext i32 %160 to i64
  %164 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %165 = load i32, ptr %164, align 8
  %166 = zext i32 %165 to i64
  %167 = mul nuw i64 %166, %163
  %168 = add i64 %167, %162
  %169 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %170 = load i64, ptr %169, align 8
  %171 = mul i64 %170, %159
  %172 = add i64 %168, %171
  br label %173

173:                                              ; preds = %88, %73, %158, %134, %23, %8, %131, %115, %71
  %174 = phi i64 [ 0, %134 ], [ 0, %115 ], [ %72, %71 ], [ %133, %131 ], [ %36, %23 ], [ 0, %8 ], [ %172, %158 ], [ 0, %73 ], [ 0, %88 ]
  ret i64 %174
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_map_lookup_percpu(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #4 {
  %5 = inttoptr i64 %1 to ptr
  %6 = trunc i64 %3 to i32
  %7 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %8 = load i32, ptr %7, align 8
  %9 = icmp ugt i32 %8, %6
  br i1 %9, label %10, label %50

10:                                               ; preds = %4
  %11 = load i32, ptr %5, align 8
  %12 = icmp eq i32 %11, 6
  %13 = inttoptr i64 %2 to ptr
  br i1 %12, label %14, label %19

14:                                               ; preds = %10
  %15 = load i32, ptr %13, align 1
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %17 = load i32, ptr %16, align 4
  %18 = icmp ult i32 %15, %17
  br i1 %18, label %35, label %50

19:                                               ; preds = %10
  %20 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %13) #20
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %50, label %22

22:                                               ; preds = %19
  %23 = load i32, ptr %5, align 8
  %24 = add i32 %23, -11
  %25 = icmp ult i32 %24, -2
  br i1 %25, label %33, label %26

26:                                               ; preds = %22
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 152
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = zext i32 %20 to i64
  %31 = getelementptr inbounds nuw i8, ptr %29, i64 %30
  %32 = getelementptr inbounds i8, ptr %31, i64 -1
  store atomic i8 1, ptr %32 monotonic, align 1
  br label %33

33:                                               ; preds = %22, %26
  %34 = add i32 %20, -1
  br label %35

35:                                               ; preds = %14, %33
  %36 = phi i32 [ %34, %33 ], [ %15, %14 ]
  %37 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %38 = load i64, ptr %37, align 8
  %39 = zext i32 %36 to i64
  %40 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %41 = load i32, ptr %40, align 8
  %42 = zext i32 %41 to i64
  %43 = mul nuw i64 %42, %39
  %44 = add i64 %43, %38
  %45 = and i64 %3, 4294967295
  %46 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %47 = load i64, ptr %46, align 8
  %48 = mul i64 %47, %45
  %49 = add i64 %44, %48
  br label %50

50:                                               ; preds = %35, %19, %14, %4
  %51 = phi i64 [ 0, %14 ], [ 0, %4 ], [ 0, %19 ], [ %49, %35 ]
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_hash_update(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = alloca [260 x i8], align 16
  %7 = inttoptr i64 %1 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #21
  %8 = icmp ugt i64 %4, 2
  br i1 %8, label %510, label %9

9:                                                ; preds = %5
  %10 = load i32, ptr %7, align 8
  %11 = icmp eq i32 %10, 11
  br i1 %11, label %12, label %22

12:                                               ; preds = %9
  %13 = inttoptr i64 %2 to ptr
  %14 = load i32, ptr %13, align 1
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 4
  %16 = load i32, ptr %15, align 4
  %17 = shl i32 %16, 3
  %18 = add i32 %17, -32
  %19 = icmp ugt i32 %14, %18
  br i1 %19, label %510, label %20

20:                                               ; preds = %12
  call fastcc void @prefix_of(ptr noundef nonnull %7, ptr noundef nonnull %13, i32 noundef %14, ptr noundef %6) #20
  %21 = ptrtoint ptr %6 to i64
  br label %22

22:                                               ; preds = %20, %9
  %23 = phi i64 [ %21, %20 ], [ %2, %9 ]
  %24 = getelementptr inbounds nuw i8, ptr %7, i64 88
  %25 = atomicrmw xchg ptr %24, i32 1 acquire, align 8
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %34, label %27

27:                                               ; preds = %22, %30
  %28 = load atomic i32, ptr %24 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %31, label %30

30:                                               ; preds = %27, %31
  br label %27, !llvm.loop !16

31:                                               ; preds = %27
  %32 = atomicrmw xchg ptr %24, i32 1 acquire, align 8
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %30

34:                                               ; preds = %31, %22
  %35 = getelementptr inbounds nuw i8, ptr %7, i64 92
  %36 = load i32, ptr %35, align 4
  %37 = add i32 %36, 1
  store atomic i32 %37, ptr %35 monotonic, align 4
  fence release
  %38 = inttoptr i64 %23 to ptr
  %39 = inttoptr i64 %3 to ptr
  %40 = getelementptr inbounds nuw i8, ptr %7, i64 144
  %41 = load i32, ptr %40, align 8
  %42 = icmp ugt i32 %41, 1
  %43 = icmp ne ptr %0, null
  %44 = and i1 %43, %42
  br i1 %44, label %45, label %49

45:                                               ; preds = %34
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %47 = load i32, ptr %46, align 8
  %48 = zext i32 %47 to i64
  br label %49

49:                                               ; preds = %34, %45
  %50 = phi i64 [ %48, %45 ], [ 0, %34 ]
  %51 = icmp eq ptr %0, null
  %52 = and i1 %51, %42
  %53 = getelementptr inbounds nuw i8, ptr %7, i64 64
  %54 = load i64, ptr %53, align 8
  %55 = inttoptr i64 %54 to ptr
  %56 = getelementptr inbounds nuw i8, ptr %7, i64 72
  %57 = load i64, ptr %56, align 8
  %58 = inttoptr i64 %57 to ptr
  %59 = getelementptr inbounds nuw i8, ptr %7, i64 104
  %60 = load i32, ptr %59, align 8
  %61 = zext i32 %60 to i64
  %62 = getelementptr inbounds nuw i8, ptr %7, i64 4
  %63 = load i32, ptr %62, align 4
  %64 = icmp ugt i32 %63, 7
  br i1 %64, label %65, label %77

65:                                               ; preds = %49, %65
  %66 = phi i64 [ %73, %65 ], [ %61, %49 ]
  %67 = phi ptr [ %75, %65 ], [ %38, %49 ]
  %68 = phi i32 [ %74, %65 ], [ %63, %49 ]
  %69 = load i64, ptr %67, align 1
  %70 = xor i64 %69, %66
  %71 = mul i64 %70, -7046029254386353131
  %72 = lshr i64 %71, 29
  %73 = xor i64 %72, %71
  %74 = add i32 %68, -8
  %75 = getelementptr inbounds nuw i8, ptr %67, i64 8
  %76 = icmp ugt i32 %74, 7
  br i1 %76, label %65, label %77, !llvm.loop !10

77:                                               ; preds = %65, %49
  %78 = phi i32 [ %63, %49 ], [ %74, %65 ]
  %79 = phi ptr [ %38, %49 ], [ %75, %65 ]
  %80 = phi i64 [ %61, %49 ], [ %73, %65 ]
  %81 = icmp samesign ult i32 %78, 4
  br i1 %81, label %90, label %82

82:                                               ; preds = %77
  %83 = load i32, ptr %79, align 1
  %84 = zext i32 %83 to i64
  %85 = xor i64 %80, %84
  %86 = mul i64 %85, -7046029254386353131
  %87 = lshr i64 %86, 29
  %88 = xor i64 %87, %86
  %89 = getelementptr inbounds nuw i8, ptr %79, i64 4
  br label %90

90:                                               ; preds = %82, %77
  %91 = phi ptr [ %89, %82 ], [ %79, %77 ]
  %92 = phi i64 [ %88, %82 ], [ %80, %77 ]
  %93 = and i32 %78, 3
  %94 = icmp eq i32 %93, 0
  br i1 %94, label %106, label %95

95:                                               ; preds = %90, %95
  %96 = phi i64 [ %102, %95 ], [ %92, %90 ]
  %97 = phi ptr [ %104, %95 ], [ %91, %90 ]
  %98 = phi i32 [ %103, %95 ], [ %93, %90 ]
  %99 = load i8, ptr %97, align 1
  %100 = zext i8 %99 to i64
  %101 = xor i64 %96, %100
  %102 = mul i64 %101, -7046029254386353131
  %103 = add nsw i32 %98, -1
  %104 = getelementptr inbounds nuw i8, ptr %97, i64 1
  %105 = icmp eq i32 %103, 0
  br i1 %105, label %106, label %95, !llvm.loop !11

106:                                              ; preds = %95, %90
  %107 = phi i64 [ %92, %90 ], [ %102, %95 ]
  %108 = lshr i64 %107, 32
  %109 = trunc nuw i64 %108 to i32
  %110 = getelementptr inbounds nuw i8, ptr %7, i64 24
  %111 = load i32, ptr %110, align 8
  %112 = getelementptr inbounds nuw i8, ptr %7, i64 56
  %113 = load i64, ptr %112, align 8
  %114 = inttoptr i64 %113 to ptr
  %115 = getelementptr inbounds nuw i8, ptr %7, i64 28
  %116 = load i32, ptr %115, align 4
  %117 = and i32 %116, %109
  %118 = zext i32 %117 to i64
  %119 = getelementptr inbounds nuw i32, ptr %114, i64 %118
  %120 = load atomic i32, ptr %119 monotonic, align 4
  %121 = icmp eq i32 %120, 0
  br i1 %121, label %180, label %122

122:                                              ; preds = %106
  %123 = getelementptr inbounds nuw i8, ptr %7, i64 48
  %124 = getelementptr inbounds nuw i8, ptr %7, i64 20
  br label %125

125:                                              ; preds = %173, %122
  %126 = phi i32 [ %111, %122 ], [ %176, %173 ]
  %127 = phi i32 [ %120, %122 ], [ %175, %173 ]
  %128 = icmp ule i32 %127, %111
  %129 = icmp ne i32 %126, 0
  %130 = select i1 %128, i1 %129, i1 false
  br i1 %130, label %131, label %180

131:                                              ; preds = %125
  %132 = add i32 %127, -1
  %133 = zext i32 %132 to i64
  %134 = getelementptr inbounds nuw i32, ptr %58, i64 %133
  %135 = load i32, ptr %134, align 4
  %136 = icmp eq i32 %135, %109
  br i1 %136, label %137, label %173

137:                                              ; preds = %131
  %138 = load i64, ptr %123, align 8
  %139 = inttoptr i64 %138 to ptr
  %140 = load i32, ptr %124, align 4
  %141 = zext i32 %140 to i64
  %142 = mul nuw i64 %141, %133
  %143 = getelementptr inbounds nuw i8, ptr %139, i64 %142
  br i1 %64, label %149, label %144

144:                                              ; preds = %156, %137
  %145 = phi ptr [ %143, %137 ], [ %159, %156 ]
  %146 = phi i32 [ %63, %137 ], [ %157, %156 ]
  %147 = phi ptr [ %38, %137 ], [ %158, %156 ]
  %148 = icmp eq i32 %146, 0
  br i1 %148, label %178, label %161

149:                                              ; preds = %137, %156
  %150 = phi ptr [ %158, %156 ], [ %38, %137 ]
  %151 = phi i32 [ %157, %156 ], [ %63, %137 ]
  %152 = phi ptr [ %159, %156 ], [ %143, %137 ]
  %153 = load i64, ptr %150, align 1
  %154 = load i64, ptr %152, align 1
  %155 = icmp eq i64 %153, %154
  br i1 %155, label %156, label %173

156:                                              ; preds = %149
  %157 = add i32 %151, -8
  %158 = getelementptr inbounds nuw i8, ptr %150, i64 8
  %159 = getelementptr inbounds nuw i8, ptr %152, i64 8
  %160 = icmp ugt i32 %157, 7
  br i1 %160, label %149, label %144, !llvm.loop !12

161:                                              ; preds = %144, %168
  %162 = phi ptr [ %170, %168 ], [ %147, %144 ]
  %163 = phi i32 [ %169, %168 ], [ %146, %144 ]
  %164 = phi ptr [ %171, %168 ], [ %145, %144 ]
  %165 = load i8, ptr %162, align 1
  %166 = load i8, ptr %164, align 1
  %167 = icmp eq i8 %165, %166
  br i1 %167, label %168, label %173

168:                                              ; preds = %161
  %169 = add nsw i32 %163, -1
  %170 = getelementptr inbounds nuw i8, ptr %162, i64 1
  %171 = getelementptr inbounds nuw i8, ptr %164, i64 1
  %172 = icmp eq i32 %169, 0
  br i1 %172, label %178, label %161, !llvm.loop !13

173:                                              ; preds = %149, %161, %131
  %174 = getelementptr inbounds nuw i32, ptr %55, i64 %133
  %175 = load atomic i32, ptr %174 monotonic, align 4
  %176 = add i32 %126, -1
  %177 = icmp eq i32 %175, 0
  br i1 %177, label %180, label %125, !llvm.loop !14

178:                                              ; preds = %144, %168
  %179 = icmp eq i64 %4, 1
  br i1 %179, label %506, label %182

180:                                              ; preds = %173, %125, %106
  %181 = icmp eq i64 %4, 2
  br i1 %181, label %506, label %216

182:                                              ; preds = %178
  br i1 %42, label %183, label %331

183:                                              ; preds = %182
  %184 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %185 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %186 = getelementptr inbounds nuw i8, ptr %7, i64 136
  %187 = getelementptr inbounds nuw i8, ptr %7, i64 8
  br label %188

188:                                              ; preds = %211, %183
  %189 = phi i32 [ %41, %183 ], [ %212, %211 ]
  %190 = phi i64 [ 0, %183 ], [ %213, %211 ]
  %191 = load i64, ptr %184, align 8
  %192 = load i32, ptr %185, align 8
  %193 = zext i32 %192 to i64
  %194 = mul nuw i64 %193, %133
  %195 = add i64 %194, %191
  %196 = load i64, ptr %186, align 8
  %197 = mul i64 %196, %190
  %198 = add i64 %195, %197
  %199 = inttoptr i64 %198 to ptr
  br i1 %52, label %200, label %203

200:                                              ; preds = %188
  %201 = mul nuw i64 %190, %193
  %202 = getelementptr inbounds nuw i8, ptr %39, i64 %201
  br label %205

203:                                              ; preds = %188
  %204 = icmp eq i64 %190, %50
  br i1 %204, label %205, label %211

205:                                              ; preds = %203, %200
  %206 = phi ptr [ %202, %200 ], [ %39, %203 ]
  %207 = load i32, ptr %187, align 8
  %208 = zext i32 %207 to i64
  %209 = call ptr @memcpy(ptr noundef %199, ptr noundef %206, i64 noundef %208) #22
  %210 = load i32, ptr %40, align 8
  br label %211

211:                                              ; preds = %205, %203
  %212 = phi i32 [ %210, %205 ], [ %189, %203 ]
  %213 = add nuw nsw i64 %190, 1
  %214 = zext i32 %212 to i64
  %215 = icmp samesign ult i64 %213, %214
  br i1 %215, label %188, label %506, !llvm.loop !19

216:                                              ; preds = %180
  %217 = getelementptr inbounds nuw i8, ptr %7, i64 96
  %218 = load i32, ptr %217, align 8
  %219 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %220 = load i32, ptr %219, align 4
  %221 = icmp ult i32 %218, %220
  br i1 %221, label %331, label %222

222:                                              ; preds = %216
  %223 = load i32, ptr %7, align 8
  %224 = add i32 %223, -11
  %225 = icmp ult i32 %224, -2
  br i1 %225, label %226, label %229

226:                                              ; preds = %222
  %227 = icmp eq i32 %223, 11
  %228 = select i1 %227, i64 -28, i64 -7
  br label %506

229:                                              ; preds = %222
  %230 = getelementptr inbounds nuw i8, ptr %7, i64 152
  %231 = load i64, ptr %230, align 8
  %232 = inttoptr i64 %231 to ptr
  %233 = icmp eq i32 %111, 0
  br i1 %233, label %331, label %234

234:                                              ; preds = %229
  %235 = zext i32 %111 to i64
  %236 = shl nuw nsw i64 %235, 1
  %237 = getelementptr inbounds nuw i8, ptr %7, i64 148
  %238 = getelementptr inbounds nuw i8, ptr %7, i64 80
  br label %239

239:                                              ; preds = %328, %234
  %240 = phi i64 [ %236, %234 ], [ %329, %328 ]
  %241 = load i32, ptr %237, align 4
  %242 = add i32 %241, 1
  %243 = load i32, ptr %110, align 8
  %244 = icmp ult i32 %242, %243
  %245 = select i1 %244, i32 %242, i32 0
  store i32 %245, ptr %237, align 4
  %246 = load i64, ptr %238, align 8
  %247 = inttoptr i64 %246 to ptr
  %248 = zext i32 %241 to i64
  %249 = getelementptr inbounds nuw i8, ptr %247, i64 %248
  %250 = load i8, ptr %249, align 1
  %251 = icmp eq i8 %250, 0
  br i1 %251, label %328, label %252

252:                                              ; preds = %239
  %253 = getelementptr inbounds nuw i8, ptr %232, i64 %248
  %254 = load i8, ptr %253, align 1
  %255 = icmp eq i8 %254, 0
  br i1 %255, label %257, label %256

256:                                              ; preds = %252
  store i8 0, ptr %253, align 1
  br label %328

257:                                              ; preds = %252
  %258 = load i64, ptr %56, align 8
  %259 = inttoptr i64 %258 to ptr
  %260 = getelementptr inbounds nuw i32, ptr %259, i64 %248
  %261 = load i32, ptr %260, align 4
  %262 = load i32, ptr %7, align 8
  %263 = icmp eq i32 %262, 11
  br i1 %263, label %264, label %281

264:                                              ; preds = %257
  %265 = getelementptr inbounds nuw i8, ptr %7, i64 160
  %266 = load i64, ptr %265, align 8
  %267 = inttoptr i64 %266 to ptr
  %268 = getelementptr inbounds nuw i8, ptr %7, i64 48
  %269 = load i64, ptr %268, align 8
  %270 = inttoptr i64 %269 to ptr
  %271 = getelementptr inbounds nuw i8, ptr %7, i64 20
  %272 = load i32, ptr %271, align 4
  %273 = zext i32 %272 to i64
  %274 = mul nuw i64 %273, %248
  %275 = getelementptr inbounds nuw i8, ptr %270, i64 %274
  %276 = load i32, ptr %275, align 1
  %277 = zext i32 %276 to i64
  %278 = getelementptr inbounds nuw i32, ptr %267, i64 %277
  %279 = load i32, ptr %278, align 4
  %280 = add i32 %279, -1
  store atomic i32 %280, ptr %278 monotonic, align 4
  br label %281

281:                                              ; preds = %264, %257
  %282 = load i64, ptr %53, align 8
  %283 = inttoptr i64 %282 to ptr
  %284 = load i64, ptr %112, align 8
  %285 = inttoptr i64 %284 to ptr
  %286 = load i32, ptr %115, align 4
  %287 = and i32 %286, %261
  %288 = zext i32 %287 to i64
  %289 = getelementptr inbounds nuw i32, ptr %285, i64 %288
  %290 = load i32, ptr %289, align 4
  %291 = icmp eq i32 %290, %242
  br i1 %291, label %301, label %292

292:                                              ; preds = %281, %292
  %293 = phi i32 [ %297, %292 ], [ %290, %281 ]
  %294 = add i32 %293, -1
  %295 = zext i32 %294 to i64
  %296 = getelementptr inbounds nuw i32, ptr %283, i64 %295
  %297 = load i32, ptr %296, align 4
  %298 = icmp eq i32 %297, %242
  br i1 %298, label %299, label %292, !llvm.loop !20

299:                                              ; preds = %292
  %300 = getelementptr inbounds nuw i32, ptr %283, i64 %295
  br label %301

301:                                              ; preds = %299, %281
  %302 = phi ptr [ %289, %281 ], [ %300, %299 ]
  %303 = getelementptr inbounds nuw i32, ptr %283, i64 %248
  %304 = load i32, ptr %303, align 4
  store atomic i32 %304, ptr %302 monotonic, align 4
  %305 = load i64, ptr %53, align 8
  %306 = load i64, ptr %238, align 8
  %307 = inttoptr i64 %306 to ptr
  %308 = getelementptr inbounds nuw i8, ptr %307, i64 %248
  store i8 0, ptr %308, align 1
  %309 = load i32, ptr %7, align 8
  %310 = and i32 %309, -2
  %311 = icmp eq i32 %310, 12
  br i1 %311, label %312, label %321

312:                                              ; preds = %301
  %313 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %314 = load i64, ptr %313, align 8
  %315 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %316 = load i32, ptr %315, align 8
  %317 = zext i32 %316 to i64
  %318 = mul nuw i64 %317, %248
  %319 = add i64 %318, %314
  %320 = inttoptr i64 %319 to ptr
  store atomic i64 0, ptr %320 release, align 8
  br label %321

321:                                              ; preds = %312, %301
  %322 = inttoptr i64 %305 to ptr
  %323 = getelementptr inbounds nuw i8, ptr %7, i64 100
  %324 = load i32, ptr %323, align 4
  %325 = getelementptr inbounds nuw i32, ptr %322, i64 %248
  store i32 %324, ptr %325, align 4
  store i32 %242, ptr %323, align 4
  %326 = load i32, ptr %217, align 8
  %327 = add i32 %326, -1
  store i32 %327, ptr %217, align 8
  br label %331

328:                                              ; preds = %256, %239
  %329 = add nsw i64 %240, -1
  %330 = icmp eq i64 %329, 0
  br i1 %330, label %331, label %239, !llvm.loop !21

331:                                              ; preds = %328, %321, %229, %216, %182
  %332 = phi i1 [ true, %182 ], [ false, %216 ], [ false, %229 ], [ false, %321 ], [ false, %328 ]
  %333 = phi i32 [ %127, %182 ], [ 0, %216 ], [ 0, %229 ], [ 0, %321 ], [ 0, %328 ]
  %334 = getelementptr inbounds nuw i8, ptr %7, i64 100
  %335 = load i32, ptr %334, align 4
  %336 = add i32 %335, -1
  %337 = zext i32 %336 to i64
  %338 = getelementptr inbounds nuw i32, ptr %55, i64 %337
  %339 = load i32, ptr %338, align 4
  store i32 %339, ptr %334, align 4
  %340 = getelementptr inbounds nuw i8, ptr %7, i64 48
  %341 = load i64, ptr %340, align 8
  %342 = inttoptr i64 %341 to ptr
  %343 = getelementptr inbounds nuw i8, ptr %7, i64 20
  %344 = load i32, ptr %343, align 4
  %345 = zext i32 %344 to i64
  %346 = mul nuw i64 %345, %337
  %347 = getelementptr inbounds nuw i8, ptr %342, i64 %346
  %348 = load i32, ptr %62, align 4
  %349 = zext i32 %348 to i64
  %350 = call ptr @memcpy(ptr noundef %347, ptr noundef %38, i64 noundef %349) #22
  %351 = load i32, ptr %40, align 8
  %352 = icmp eq i32 %351, 0
  br i1 %352, label %388, label %353

353:                                              ; preds = %331
  %354 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %355 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %356 = getelementptr inbounds nuw i8, ptr %7, i64 136
  %357 = getelementptr inbounds nuw i8, ptr %7, i64 8
  br label %358

358:                                              ; preds = %383, %353
  %359 = phi i64 [ 0, %353 ], [ %384, %383 ]
  %360 = load i64, ptr %354, align 8
  %361 = load i32, ptr %355, align 8
  %362 = zext i32 %361 to i64
  %363 = mul nuw i64 %362, %337
  %364 = add i64 %363, %360
  %365 = load i64, ptr %356, align 8
  %366 = mul i64 %365, %359
  %367 = add i64 %364, %366
  %368 = inttoptr i64 %367 to ptr
  br i1 %52, label %369, label %375

369:                                              ; preds = %358
  %370 = mul nuw i64 %359, %362
  %371 = getelementptr inbounds nuw i8, ptr %39, i64 %370
  %372 = load i32, ptr %357, align 8
  %373 = zext i32 %372 to i64
  %374 = call ptr @memcpy(ptr noundef %368, ptr noundef %371, i64 noundef %373) #22
  br label %383

375:                                              ; preds = %358
  %376 = icmp eq i64 %359, %50
  %377 = load i32, ptr %357, align 8
  %378 = zext i32 %377 to i64
  br i1 %376, label %379, label %381

379:                                              ; preds = %375
  %380 = call ptr @memcpy(ptr noundef %368, ptr noundef %39, i64 noundef %378) #22
  br label %383

381:                                              ; preds = %375
  %382 = call ptr @memset(ptr noundef %368, i32 noundef 0, i64 noundef %378) #22
  br label %383

383:                                              ; preds = %381, %379, %369
  %384 = add nuw nsw i64 %359, 1
  %385 = load i32, ptr %40, align 8
  %386 = zext i32 %385 to i64
  %387 = icmp samesign ult i64 %384, %386
  br i1 %387, label %358, label %388, !llvm.loop !19

388:                                              ; preds = %383, %331
  %389 = getelementptr inbounds nuw i32, ptr %58, i64 %337
  store i32 %109, ptr %389, align 4
  %390 = load i64, ptr %112, align 8
  %391 = inttoptr i64 %390 to ptr
  %392 = load i32, ptr %115, align 4
  %393 = and i32 %392, %109
  %394 = zext i32 %393 to i64
  %395 = getelementptr inbounds nuw i32, ptr %391, i64 %394
  %396 = load i32, ptr %395, align 4
  store i32 %396, ptr %338, align 4
  %397 = getelementptr inbounds nuw i8, ptr %7, i64 80
  %398 = load i64, ptr %397, align 8
  %399 = inttoptr i64 %398 to ptr
  %400 = getelementptr inbounds nuw i8, ptr %399, i64 %337
  store i8 1, ptr %400, align 1
  %401 = load i32, ptr %7, align 8
  %402 = add i32 %401, -11
  %403 = icmp ult i32 %402, -2
  br i1 %403, label %410, label %404

404:                                              ; preds = %388
  %405 = getelementptr inbounds nuw i8, ptr %7, i64 152
  %406 = load i64, ptr %405, align 8
  %407 = inttoptr i64 %406 to ptr
  %408 = getelementptr inbounds nuw i8, ptr %407, i64 %337
  store i8 0, ptr %408, align 1
  %409 = load i32, ptr %7, align 8
  br label %410

410:                                              ; preds = %404, %388
  %411 = phi i32 [ %409, %404 ], [ %401, %388 ]
  %412 = icmp eq i32 %411, 11
  br i1 %412, label %413, label %428

413:                                              ; preds = %410
  %414 = getelementptr inbounds nuw i8, ptr %7, i64 160
  %415 = load i64, ptr %414, align 8
  %416 = inttoptr i64 %415 to ptr
  %417 = load i64, ptr %340, align 8
  %418 = inttoptr i64 %417 to ptr
  %419 = load i32, ptr %343, align 4
  %420 = zext i32 %419 to i64
  %421 = mul nuw i64 %420, %337
  %422 = getelementptr inbounds nuw i8, ptr %418, i64 %421
  %423 = load i32, ptr %422, align 1
  %424 = zext i32 %423 to i64
  %425 = getelementptr inbounds nuw i32, ptr %416, i64 %424
  %426 = load i32, ptr %425, align 4
  %427 = add i32 %426, 1
  store atomic i32 %427, ptr %425 monotonic, align 4
  br label %428

428:                                              ; preds = %413, %410
  %429 = load i64, ptr %112, align 8
  %430 = inttoptr i64 %429 to ptr
  %431 = load i32, ptr %115, align 4
  %432 = and i32 %431, %109
  %433 = zext i32 %432 to i64
  %434 = getelementptr inbounds nuw i32, ptr %430, i64 %433
  store atomic i32 %335, ptr %434 release, align 4
  %435 = getelementptr inbounds nuw i8, ptr %7, i64 96
  %436 = load i32, ptr %435, align 8
  %437 = add i32 %436, 1
  store i32 %437, ptr %435, align 8
  br i1 %332, label %438, label %506

438:                                              ; preds = %428
  %439 = load i32, ptr %7, align 8
  %440 = icmp eq i32 %439, 11
  br i1 %440, label %441, label %458

441:                                              ; preds = %438
  %442 = getelementptr inbounds nuw i8, ptr %7, i64 160
  %443 = load i64, ptr %442, align 8
  %444 = inttoptr i64 %443 to ptr
  %445 = load i64, ptr %340, align 8
  %446 = inttoptr i64 %445 to ptr
  %447 = add i32 %333, -1
  %448 = zext i32 %447 to i64
  %449 = load i32, ptr %343, align 4
  %450 = zext i32 %449 to i64
  %451 = mul nuw i64 %450, %448
  %452 = getelementptr inbounds nuw i8, ptr %446, i64 %451
  %453 = load i32, ptr %452, align 1
  %454 = zext i32 %453 to i64
  %455 = getelementptr inbounds nuw i32, ptr %444, i64 %454
  %456 = load i32, ptr %455, align 4
  %457 = add i32 %456, -1
  store atomic i32 %457, ptr %455 monotonic, align 4
  br label %458

458:                                              ; preds = %441, %438
  %459 = load i64, ptr %53, align 8
  %460 = inttoptr i64 %459 to ptr
  %461 = load i64, ptr %112, align 8
  %462 = inttoptr i64 %461 to ptr
  %463 = load i32, ptr %115, align 4
  %464 = and i32 %463, %109
  %465 = zext i32 %464 to i64
  %466 = getelementptr inbounds nuw i32, ptr %462, i64 %465
  %467 = load i32, ptr %466, align 4
  %468 = icmp eq i32 %467, %333
  br i1 %468, label %478, label %469

469:                                              ; preds = %458, %469
  %470 = phi i32 [ %474, %469 ], [ %467, %458 ]
  %471 = add i32 %470, -1
  %472 = zext i32 %471 to i64
  %473 = getelementptr inbounds nuw i32, ptr %460, i64 %472
  %474 = load i32, ptr %473, align 4
  %475 = icmp eq i32 %474, %333
  br i1 %475, label %476, label %469, !llvm.loop !20

476:                                              ; preds = %469
  %477 = getelementptr inbounds nuw i32, ptr %460, i64 %472
  br label %478

478:                                              ; preds = %476, %458
  %479 = phi ptr [ %466, %458 ], [ %477, %476 ]
  %480 = add i32 %333, -1
  %481 = zext i32 %480 to i64
  %482 = getelementptr inbounds nuw i32, ptr %460, i64 %481
  %483 = load i32, ptr %482, align 4
  store atomic i32 %483, ptr %479 monotonic, align 4
  %484 = load i64, ptr %53, align 8
  %485 = load i64, ptr %397, align 8
  %486 = inttoptr i64 %485 to ptr
  %487 = getelementptr inbounds nuw i8, ptr %486, i64 %481
  store i8 0, ptr %487, align 1
  %488 = load i32, ptr %7, align 8
  %489 = and i32 %488, -2
  %490 = icmp eq i32 %489, 12
  br i1 %490, label %491, label %500

491:                                              ; preds = %478
  %492 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %493 = load i64, ptr %492, align 8
  %494 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %495 = load i32, ptr %494, align 8
  %496 = zext i32 %495 to i64
  %497 = mul nuw i64 %496, %481
  %498 = add i64 %497, %493
  %499 = inttoptr i64 %498 to ptr
  store atomic i64 0, ptr %499 release, align 8
  br label %500

500:                                              ; preds = %491, %478
  %501 = inttoptr i64 %484 to ptr
  %502 = load i32, ptr %334, align 4
  %503 = getelementptr inbounds nuw i32, ptr %501, i64 %481
  store i32 %502, ptr %503, align 4
  store i32 %333, ptr %334, align 4
  %504 = load i32, ptr %435, align 8
  %505 = add i32 %504, -1
  store i32 %505, ptr %435, align 8
  br label %506

506:                                              ; preds = %211, %178, %180, %226, %428, %500
  %507 = phi i64 [ %228, %226 ], [ -17, %178 ], [ -2, %180 ], [ 0, %428 ], [ 0, %500 ], [ 0, %211 ]
  %508 = load i32, ptr %35, align 4
  %509 = add i32 %508, 1
  store atomic i32 %509, ptr %35 release, align 4
  store atomic i32 0, ptr %24 release, align 8
  br label %510

510:                                              ; preds = %12, %5, %506
  %511 = phi i64 [ -22, %12 ], [ %507, %506 ], [ -22, %5 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #21
  ret i64 %511
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_array_update(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = inttoptr i64 %1 to ptr
  %7 = and i64 %4, -5
  %8 = icmp ugt i64 %7, 2
  br i1 %8, label %71, label %9

9:                                                ; preds = %5
  %10 = inttoptr i64 %2 to ptr
  %11 = load i32, ptr %10, align 1
  %12 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %13 = load i32, ptr %12, align 4
  %14 = icmp ult i32 %11, %13
  br i1 %14, label %15, label %71

15:                                               ; preds = %9
  %16 = and i64 %4, 1
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %18, label %71

18:                                               ; preds = %15
  %19 = and i64 %4, 4
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %71

21:                                               ; preds = %18
  %22 = inttoptr i64 %3 to ptr
  %23 = getelementptr inbounds nuw i8, ptr %6, i64 144
  %24 = load i32, ptr %23, align 8
  %25 = icmp ugt i32 %24, 1
  %26 = icmp ne ptr %0, null
  %27 = and i1 %26, %25
  br i1 %27, label %28, label %32

28:                                               ; preds = %21
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %30 = load i32, ptr %29, align 8
  %31 = zext i32 %30 to i64
  br label %37

32:                                               ; preds = %21
  %33 = icmp eq ptr %0, null
  %34 = and i1 %33, %25
  %35 = icmp eq i32 %24, 0
  %36 = xor i1 %34, true
  br i1 %35, label %71, label %37

37:                                               ; preds = %28, %32
  %38 = phi i1 [ true, %28 ], [ %36, %32 ]
  %39 = phi i64 [ %31, %28 ], [ 0, %32 ]
  %40 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %41 = zext i32 %11 to i64
  %42 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %43 = getelementptr inbounds nuw i8, ptr %6, i64 136
  %44 = getelementptr inbounds nuw i8, ptr %6, i64 8
  br label %45

45:                                               ; preds = %66, %37
  %46 = phi i64 [ 0, %37 ], [ %67, %66 ]
  %47 = load i64, ptr %40, align 8
  %48 = load i32, ptr %42, align 8
  %49 = zext i32 %48 to i64
  %50 = mul nuw i64 %49, %41
  %51 = add i64 %50, %47
  %52 = load i64, ptr %43, align 8
  %53 = mul i64 %52, %46
  %54 = add i64 %51, %53
  %55 = inttoptr i64 %54 to ptr
  br i1 %38, label %59, label %56

56:                                               ; preds = %45
  %57 = mul nuw i64 %46, %49
  %58 = getelementptr inbounds nuw i8, ptr %22, i64 %57
  br label %61

59:                                               ; preds = %45
  %60 = icmp eq i64 %46, %39
  br i1 %60, label %61, label %66

61:                                               ; preds = %59, %56
  %62 = phi ptr [ %58, %56 ], [ %22, %59 ]
  %63 = load i32, ptr %44, align 8
  %64 = zext i32 %63 to i64
  %65 = tail call ptr @memcpy(ptr noundef %55, ptr noundef %62, i64 noundef %64) #22
  br label %66

66:                                               ; preds = %61, %59
  %67 = add nuw nsw i64 %46, 1
  %68 = load i32, ptr %23, align 8
  %69 = zext i32 %68 to i64
  %70 = icmp samesign ult i64 %67, %69
  br i1 %70, label %45, label %71, !llvm.loop !19

71:                                               ; preds = %66, %32, %18, %15, %9, %5
  %72 = phi i64 [ -22, %18 ], [ -22, %5 ], [ -7, %9 ], [ -17, %15 ], [ 0, %32 ], [ 0, %66 ]
  ret i64 %72
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_map_update(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = inttoptr i64 %1 to ptr
  %7 = load i32, ptr %6, align 8
  switch i32 %7, label %75 [
    i32 2, label %8
    i32 6, label %8
  ]

8:                                                ; preds = %5, %5
  %9 = and i64 %4, -5
  %10 = icmp ugt i64 %9, 2
  br i1 %10, label %77, label %11

11:                                               ; preds = %8
  %12 = inttoptr i64 %2 to ptr
  %13 = load i32, ptr %12, align 1
  %14 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %15 = load i32, ptr %14, align 4
  %16 = icmp ult i32 %13, %15
  br i1 %16, label %17, label %77

17:                                               ; preds = %11
  %18 = and i64 %4, 1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %20, label %77

20:                                               ; preds = %17
  %21 = and i64 %4, 4
  %22 = icmp eq i64 %21, 0
  br i1 %22, label %23, label %77

23:                                               ; preds = %20
  %24 = inttoptr i64 %3 to ptr
  %25 = getelementptr inbounds nuw i8, ptr %6, i64 144
  %26 = load i32, ptr %25, align 8
  %27 = icmp ugt i32 %26, 1
  %28 = icmp ne ptr %0, null
  %29 = and i1 %28, %27
  br i1 %29, label %30, label %34

30:                                               ; preds = %23
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %32 = load i32, ptr %31, align 8
  %33 = zext i32 %32 to i64
  br label %39

34:                                               ; preds = %23
  %35 = icmp eq ptr %0, null
  %36 = and i1 %35, %27
  %37 = icmp eq i32 %26, 0
  %38 = xor i1 %36, true
  br i1 %37, label %77, label %39

39:                                               ; preds = %34, %30
  %40 = phi i1 [ true, %30 ], [ %38, %34 ]
  %41 = phi i64 [ %33, %30 ], [ 0, %34 ]
  %42 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %43 = zext i32 %13 to i64
  %44 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %45 = getelementptr inbounds nuw i8, ptr %6, i64 136
  %46 = getelementptr inbounds nuw i8, ptr %6, i64 8
  br label %47

47:                                               ; preds = %70, %39
  %48 = phi i32 [ %26, %39 ], [ %71, %70 ]
  %49 = phi i64 [ 0, %39 ], [ %72, %70 ]
  %50 = load i64, ptr %42, align 8
  %51 = load i32, ptr %44, align 8
  %52 = zext i32 %51 to i64
  %53 = mul nuw i64 %52, %43
  %54 = add i64 %53, %50
  %55 = load i64, ptr %45, align 8
  %56 = mul i64 %55, %49
  %57 = add i64 %54, %56
  %58 = inttoptr i64 %57 to ptr
  br i1 %40, label %62, label %59

59:                                               ; preds = %47
  %60 = mul nuw i64 %49, %52
  %61 = getelementptr inbounds nuw i8, ptr %24, i64 %60
  br label %64

62:                                               ; preds = %47
  %63 = icmp eq i64 %49, %41
  br i1 %63, label %64, label %70

64:                                               ; preds = %62, %59
  %65 = phi ptr [ %61, %59 ], [ %24, %62 ]
  %66 = load i32, ptr %46, align 8
  %67 = zext i32 %66 to i64
  %68 = tail call ptr @memcpy(ptr noundef %58, ptr noundef %65, i64 noundef %67) #22
  %69 = load i32, ptr %25, align 8
  br label %70

70:                                               ; preds = %64, %62
  %71 = phi i32 [ %69, %64 ], [ %48, %62 ]
  %72 = add nuw nsw i64 %49, 1
  %73 = zext i32 %71 to i64
  %74 = icmp samesign ult i64 %72, %73
  br i1 %74, label %47, label %77, !llvm.loop !19

75:                                               ; preds = %5
  %76 = tail call i64 @pp_hash_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) #20
  br label %77

77:                                               ; preds = %70, %34, %20, %17, %11, %8, %75
  %78 = phi i64 [ %76, %75 ], [ -22, %20 ], [ -22, %8 ], [ -7, %11 ], [ -17, %17 ], [ 0, %34 ], [ 0, %70 ]
  ret i64 %78
}

; Function Attrs: nofree norecurse nounwind
define hidden range(i64 -22, 1) i64 @pp_map_delete(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = alloca [260 x i8], align 16
  %5 = inttoptr i64 %1 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #21
  %6 = load i32, ptr %5, align 8
  switch i32 %6, label %17 [
    i32 2, label %228
    i32 6, label %228
    i32 11, label %7
  ]

7:                                                ; preds = %3
  %8 = inttoptr i64 %2 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %11 = load i32, ptr %10, align 4
  %12 = shl i32 %11, 3
  %13 = add i32 %12, -32
  %14 = icmp ugt i32 %9, %13
  br i1 %14, label %228, label %15

15:                                               ; preds = %7
  call fastcc void @prefix_of(ptr noundef nonnull %5, ptr noundef nonnull %8, i32 noundef %9, ptr noundef %4) #20
  %16 = ptrtoint ptr %4 to i64
  br label %17

17:                                               ; preds = %15, %3
  %18 = phi i64 [ %16, %15 ], [ %2, %3 ]
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %20 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %29, label %22

22:                                               ; preds = %17, %25
  %23 = load atomic i32, ptr %19 monotonic, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %26, label %25

25:                                               ; preds = %22, %26
  br label %22, !llvm.loop !16

26:                                               ; preds = %22
  %27 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %29, label %25

29:                                               ; preds = %26, %17
  %30 = getelementptr inbounds nuw i8, ptr %5, i64 92
  %31 = load i32, ptr %30, align 4
  %32 = add i32 %31, 1
  store atomic i32 %32, ptr %30 monotonic, align 4
  fence release
  %33 = inttoptr i64 %18 to ptr
  %34 = getelementptr inbounds nuw i8, ptr %5, i64 104
  %35 = load i32, ptr %34, align 8
  %36 = zext i32 %35 to i64
  %37 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %38 = load i32, ptr %37, align 4
  %39 = icmp ugt i32 %38, 7
  br i1 %39, label %40, label %52

40:                                               ; preds = %29, %40
  %41 = phi i64 [ %48, %40 ], [ %36, %29 ]
  %42 = phi ptr [ %50, %40 ], [ %33, %29 ]
  %43 = phi i32 [ %49, %40 ], [ %38, %29 ]
  %44 = load i64, ptr %42, align 1
  %45 = xor i64 %44, %41
  %46 = mul i64 %45, -7046029254386353131
  %47 = lshr i64 %46, 29
  %48 = xor i64 %47, %46
  %49 = add i32 %43, -8
  %50 = getelementptr inbounds nuw i8, ptr %42, i64 8
  %51 = icmp ugt i32 %49, 7
  br i1 %51, label %40, label %52, !llvm.loop !10

52:                                               ; preds = %40, %29
  %53 = phi i32 [ %38, %29 ], [ %49, %40 ]
  %54 = phi ptr [ %33, %29 ], [ %50, %40 ]
  %55 = phi i64 [ %36, %29 ], [ %48, %40 ]
  %56 = icmp samesign ult i32 %53, 4
  br i1 %56, label %65, label %57

57:                                               ; preds = %52
  %58 = load i32, ptr %54, align 1
  %59 = zext i32 %58 to i64
  %60 = xor i64 %55, %59
  %61 = mul i64 %60, -7046029254386353131
  %62 = lshr i64 %61, 29
  %63 = xor i64 %62, %61
  %64 = getelementptr inbounds nuw i8, ptr %54, i64 4
  br label %65

65:                                               ; preds = %57, %52
  %66 = phi ptr [ %64, %57 ], [ %54, %52 ]
  %67 = phi i64 [ %63, %57 ], [ %55, %52 ]
  %68 = and i32 %53, 3
  %69 = icmp eq i32 %68, 0
  br i1 %69, label %81, label %70

70:                                               ; preds = %65, %70
  %71 = phi i64 [ %77, %70 ], [ %67, %65 ]
  %72 = phi ptr [ %79, %70 ], [ %66, %65 ]
  %73 = phi i32 [ %78, %70 ], [ %68, %65 ]
  %74 = load i8, ptr %72, align 1
  %75 = zext i8 %74 to i64
  %76 = xor i64 %71, %75
  %77 = mul i64 %76, -7046029254386353131
  %78 = add nsw i32 %73, -1
  %79 = getelementptr inbounds nuw i8, ptr %72, i64 1
  %80 = icmp eq i32 %78, 0
  br i1 %80, label %81, label %70, !llvm.loop !11

81:                                               ; preds = %70, %65
  %82 = phi i64 [ %67, %65 ], [ %77, %70 ]
  %83 = lshr i64 %82, 32
  %84 = trunc nuw i64 %83 to i32
  %85 = getelementptr inbounds nuw i8, ptr %5, i64 64
  %86 = load i64, ptr %85, align 8
  %87 = inttoptr i64 %86 to ptr
  %88 = getelementptr inbounds nuw i8, ptr %5, i64 72
  %89 = load i64, ptr %88, align 8
  %90 = inttoptr i64 %89 to ptr
  %91 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %92 = load i32, ptr %91, align 8
  %93 = getelementptr inbounds nuw i8, ptr %5, i64 56
  %94 = load i64, ptr %93, align 8
  %95 = inttoptr i64 %94 to ptr
  %96 = getelementptr inbounds nuw i8, ptr %5, i64 28
  %97 = load i32, ptr %96, align 4
  %98 = and i32 %97, %84
  %99 = zext i32 %98 to i64
  %100 = getelementptr inbounds nuw i32, ptr %95, i64 %99
  %101 = load atomic i32, ptr %100 monotonic, align 4
  %102 = icmp eq i32 %101, 0
  br i1 %102, label %224, label %103

103:                                              ; preds = %81
  %104 = getelementptr inbounds nuw i8, ptr %5, i64 48
  %105 = getelementptr inbounds nuw i8, ptr %5, i64 20
  br label %106

106:                                              ; preds = %154, %103
  %107 = phi i32 [ %92, %103 ], [ %157, %154 ]
  %108 = phi i32 [ %101, %103 ], [ %156, %154 ]
  %109 = icmp ule i32 %108, %92
  %110 = icmp ne i32 %107, 0
  %111 = select i1 %109, i1 %110, i1 false
  br i1 %111, label %112, label %224

112:                                              ; preds = %106
  %113 = add i32 %108, -1
  %114 = zext i32 %113 to i64
  %115 = getelementptr inbounds nuw i32, ptr %90, i64 %114
  %116 = load i32, ptr %115, align 4
  %117 = icmp eq i32 %116, %84
  br i1 %117, label %118, label %154

118:                                              ; preds = %112
  %119 = load i64, ptr %104, align 8
  %120 = inttoptr i64 %119 to ptr
  %121 = load i32, ptr %105, align 4
  %122 = zext i32 %121 to i64
  %123 = mul nuw i64 %122, %114
  %124 = getelementptr inbounds nuw i8, ptr %120, i64 %123
  br i1 %39, label %130, label %125

125:                                              ; preds = %137, %118
  %126 = phi ptr [ %124, %118 ], [ %140, %137 ]
  %127 = phi i32 [ %38, %118 ], [ %138, %137 ]
  %128 = phi ptr [ %33, %118 ], [ %139, %137 ]
  %129 = icmp eq i32 %127, 0
  br i1 %129, label %159, label %142

130:                                              ; preds = %118, %137
  %131 = phi ptr [ %139, %137 ], [ %33, %118 ]
  %132 = phi i32 [ %138, %137 ], [ %38, %118 ]
  %133 = phi ptr [ %140, %137 ], [ %124, %118 ]
  %134 = load i64, ptr %131, align 1
  %135 = load i64, ptr %133, align 1
  %136 = icmp eq i64 %134, %135
  br i1 %136, label %137, label %154

137:                                              ; preds = %130
  %138 = add i32 %132, -8
  %139 = getelementptr inbounds nuw i8, ptr %131, i64 8
  %140 = getelementptr inbounds nuw i8, ptr %133, i64 8
  %141 = icmp ugt i32 %138, 7
  br i1 %141, label %130, label %125, !llvm.loop !12

142:                                              ; preds = %125, %149
  %143 = phi ptr [ %151, %149 ], [ %128, %125 ]
  %144 = phi i32 [ %150, %149 ], [ %127, %125 ]
  %145 = phi ptr [ %152, %149 ], [ %126, %125 ]
  %146 = load i8, ptr %143, align 1
  %147 = load i8, ptr %145, align 1
  %148 = icmp eq i8 %146, %147
  br i1 %148, label %149, label %154

149:                                              ; preds = %142
  %150 = add nsw i32 %144, -1
  %151 = getelementptr inbounds nuw i8, ptr %143, i64 1
  %152 = getelementptr inbounds nuw i8, ptr %145, i64 1
  %153 = icmp eq i32 %150, 0
  br i1 %153, label %159, label %142, !llvm.loop !13

154:                                              ; preds = %130, %142, %112
  %155 = getelementptr inbounds nuw i32, ptr %87, i64 %114
  %156 = load atomic i32, ptr %155 monotonic, align 4
  %157 = add i32 %107, -1
  %158 = icmp eq i32 %156, 0
  br i1 %158, label %224, label %106, !llvm.loop !14

159:                                              ; preds = %125, %149
  %160 = load i32, ptr %5, align 8
  %161 = icmp eq i32 %160, 11
  br i1 %161, label %162, label %178

162:                                              ; preds = %159
  %163 = getelementptr inbounds nuw i8, ptr %5, i64 160
  %164 = load i64, ptr %163, align 8
  %165 = inttoptr i64 %164 to ptr
  %166 = load i32, ptr %124, align 1
  %167 = zext i32 %166 to i64
  %168 = getelementptr inbounds nuw i32, ptr %165, i64 %167
  %169 = load i32, ptr %168, align 4
  %170 = add i32 %169, -1
  store atomic i32 %170, ptr %168 monotonic, align 4
  %171 = load i64, ptr %85, align 8
  %172 = load i64, ptr %93, align 8
  %173 = load i32, ptr %96, align 4
  %174 = inttoptr i64 %171 to ptr
  %175 = inttoptr i64 %172 to ptr
  %176 = and i32 %173, %84
  %177 = zext i32 %176 to i64
  br label %178

178:                                              ; preds = %162, %159
  %179 = phi i64 [ %177, %162 ], [ %99, %159 ]
  %180 = phi ptr [ %175, %162 ], [ %95, %159 ]
  %181 = phi ptr [ %174, %162 ], [ %87, %159 ]
  %182 = getelementptr inbounds nuw i32, ptr %180, i64 %179
  %183 = load i32, ptr %182, align 4
  %184 = icmp eq i32 %183, %108
  br i1 %184, label %194, label %185

185:                                              ; preds = %178, %185
  %186 = phi i32 [ %190, %185 ], [ %183, %178 ]
  %187 = add i32 %186, -1
  %188 = zext i32 %187 to i64
  %189 = getelementptr inbounds nuw i32, ptr %181, i64 %188
  %190 = load i32, ptr %189, align 4
  %191 = icmp eq i32 %190, %108
  br i1 %191, label %192, label %185, !llvm.loop !20

192:                                              ; preds = %185
  %193 = getelementptr inbounds nuw i32, ptr %181, i64 %188
  br label %194

194:                                              ; preds = %192, %178
  %195 = phi ptr [ %182, %178 ], [ %193, %192 ]
  %196 = getelementptr inbounds nuw i32, ptr %181, i64 %114
  %197 = load i32, ptr %196, align 4
  store atomic i32 %197, ptr %195 monotonic, align 4
  %198 = load i64, ptr %85, align 8
  %199 = getelementptr inbounds nuw i8, ptr %5, i64 80
  %200 = load i64, ptr %199, align 8
  %201 = inttoptr i64 %200 to ptr
  %202 = getelementptr inbounds nuw i8, ptr %201, i64 %114
  store i8 0, ptr %202, align 1
  %203 = load i32, ptr %5, align 8
  %204 = and i32 %203, -2
  %205 = icmp eq i32 %204, 12
  br i1 %205, label %206, label %215

206:                                              ; preds = %194
  %207 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %208 = load i64, ptr %207, align 8
  %209 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %210 = load i32, ptr %209, align 8
  %211 = zext i32 %210 to i64
  %212 = mul nuw i64 %211, %114
  %213 = add i64 %212, %208
  %214 = inttoptr i64 %213 to ptr
  store atomic i64 0, ptr %214 release, align 8
  br label %215

215:                                              ; preds = %194, %206
  %216 = inttoptr i64 %198 to ptr
  %217 = getelementptr inbounds nuw i8, ptr %5, i64 100
  %218 = load i32, ptr %217, align 4
  %219 = getelementptr inbounds nuw i32, ptr %216, i64 %114
  store i32 %218, ptr %219, align 4
  store i32 %108, ptr %217, align 4
  %220 = getelementptr inbounds nuw i8, ptr %5, i64 96
  %221 = load i32, ptr %220, align 8
  %222 = add i32 %221, -1
  store i32 %222, ptr %220, align 8
  %223 = load i32, ptr %30, align 4
  br label %224

224:                                              ; preds = %106, %154, %81, %215
  %225 = phi i32 [ %223, %215 ], [ %32, %81 ], [ %32, %154 ], [ %32, %106 ]
  %226 = phi i64 [ 0, %215 ], [ -2, %81 ], [ -2, %154 ], [ -2, %106 ]
  %227 = add i32 %225, 1
  store atomic i32 %227, ptr %30 release, align 4
  store atomic i32 0, ptr %19 release, align 8
  br label %228

228:                                              ; preds = %7, %3, %3, %224
  %229 = phi i64 [ -22, %7 ], [ %226, %224 ], [ -22, %3 ], [ -22, %3 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #21
  ret i64 %229
}

; Function Attrs: nounwind
define hidden i32 @pp_hash_next(ptr noundef captures(none) %0, i32 noundef %1, ptr noundef %2, ptr noundef %3) local_unnamed_addr #8 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %15, label %8

8:                                                ; preds = %4, %11
  %9 = load atomic i32, ptr %5 monotonic, align 8
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %12, label %11

11:                                               ; preds = %8, %12
  br label %8, !llvm.loop !16

12:                                               ; preds = %8
  %13 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %11

15:                                               ; preds = %12, %4
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %17 = load i32, ptr %16, align 8
  %18 = icmp ult i32 %1, %17
  br i1 %18, label %19, label %75

19:                                               ; preds = %15
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = zext i32 %1 to i64
  br label %24

24:                                               ; preds = %19, %71
  %25 = phi i64 [ %23, %19 ], [ %72, %71 ]
  %26 = getelementptr inbounds nuw i8, ptr %22, i64 %25
  %27 = load i8, ptr %26, align 1
  %28 = icmp eq i8 %27, 0
  br i1 %28, label %71, label %29

29:                                               ; preds = %24
  %30 = trunc nuw i64 %25 to i32
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %32 = load i64, ptr %31, align 8
  %33 = inttoptr i64 %32 to ptr
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %35 = load i32, ptr %34, align 4
  %36 = zext i32 %35 to i64
  %37 = mul nuw i64 %25, %36
  %38 = getelementptr inbounds nuw i8, ptr %33, i64 %37
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %40 = load i32, ptr %39, align 4
  %41 = zext i32 %40 to i64
  %42 = tail call ptr @memcpy(ptr noundef %2, ptr noundef %38, i64 noundef %41) #22
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %44 = load i32, ptr %43, align 8
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %75, label %46

46:                                               ; preds = %29
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %51

51:                                               ; preds = %46, %51
  %52 = phi i64 [ 0, %46 ], [ %67, %51 ]
  %53 = load i32, ptr %47, align 8
  %54 = zext i32 %53 to i64
  %55 = mul nuw i64 %52, %54
  %56 = getelementptr inbounds nuw i8, ptr %3, i64 %55
  %57 = load i64, ptr %48, align 8
  %58 = mul nuw i64 %25, %54
  %59 = add i64 %58, %57
  %60 = load i64, ptr %49, align 8
  %61 = mul i64 %60, %52
  %62 = add i64 %59, %61
  %63 = inttoptr i64 %62 to ptr
  %64 = load i32, ptr %50, align 8
  %65 = zext i32 %64 to i64
  %66 = tail call ptr @memcpy(ptr noundef %56, ptr noundef %63, i64 noundef %65) #22
  %67 = add nuw nsw i64 %52, 1
  %68 = load i32, ptr %43, align 8
  %69 = zext i32 %68 to i64
  %70 = icmp samesign ult i64 %67, %69
  br i1 %70, label %51, label %75, !llvm.loop !22

71:                                               ; preds = %24
  %72 = add nuw nsw i64 %25, 1
  %73 = trunc i64 %72 to i32
  %74 = icmp eq i32 %17, %73
  br i1 %74, label %75, label %24, !llvm.loop !23

75:                                               ; preds = %71, %51, %15, %29
  %76 = phi i32 [ %30, %29 ], [ %30, %51 ], [ %1, %15 ], [ %17, %71 ]
  store atomic i32 0, ptr %5 release, align 8
  ret i32 %76
}

declare ptr @memcpy(ptr noundef, ptr noundef, i64 noundef) local_unnamed_addr #9

; Function Attrs: nounwind
define hidden range(i64 0, 4294967297) i64 @pp_each(ptr noundef captures(address_is_null) initializes((192, 200)) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #8 {
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %7, %3
  %9 = add i64 %8, 8192
  %10 = lshr i64 %9, 9
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 208
  %12 = load i64, ptr %11, align 8
  %13 = inttoptr i64 %12 to ptr
  %14 = and i64 %9, -512
  %15 = getelementptr inbounds nuw i8, ptr %13, i64 %14
  %16 = trunc i64 %2 to i32
  %17 = ptrtoint ptr %15 to i64
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 %17, ptr %18, align 8
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %20 = load i32, ptr %19, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 216
  %22 = load i64, ptr %21, align 8
  %23 = inttoptr i64 %22 to ptr
  %24 = getelementptr inbounds nuw i32, ptr %23, i64 %10
  store i32 %20, ptr %24, align 4
  %25 = load i32, ptr %5, align 8
  switch i32 %25, label %54 [
    i32 2, label %26
    i32 6, label %26
  ]

26:                                               ; preds = %4, %4
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %28 = load i32, ptr %27, align 4
  %29 = zext i32 %28 to i64
  %30 = icmp ult i64 %2, %29
  br i1 %30, label %31, label %131

31:                                               ; preds = %26
  store i32 %16, ptr %15, align 1
  %32 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %33 = load i32, ptr %32, align 8
  %34 = icmp ugt i32 %33, 1
  br i1 %34, label %35, label %39

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %37 = load i32, ptr %36, align 8
  %38 = zext i32 %37 to i64
  br label %39

39:                                               ; preds = %31, %35
  %40 = phi i64 [ %38, %35 ], [ 0, %31 ]
  %41 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %44 = load i32, ptr %43, align 8
  %45 = zext i32 %44 to i64
  %46 = mul nuw i64 %2, %45
  %47 = add i64 %46, %42
  %48 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %49 = load i64, ptr %48, align 8
  %50 = mul i64 %49, %40
  %51 = add i64 %47, %50
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 200
  store i64 %51, ptr %52, align 8
  %53 = add nuw nsw i64 %2, 1
  br label %131

54:                                               ; preds = %4
  %55 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %56 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %65, label %58

58:                                               ; preds = %54, %61
  %59 = load atomic i32, ptr %55 monotonic, align 8
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %62, label %61

61:                                               ; preds = %58, %62
  br label %58, !llvm.loop !16

62:                                               ; preds = %58
  %63 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %64 = icmp eq i32 %63, 0
  br i1 %64, label %65, label %61

65:                                               ; preds = %62, %54
  %66 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %67 = load i32, ptr %66, align 8
  %68 = icmp ugt i32 %67, %16
  br i1 %68, label %69, label %121

69:                                               ; preds = %65
  %70 = getelementptr inbounds nuw i8, ptr %5, i64 80
  %71 = load i64, ptr %70, align 8
  %72 = inttoptr i64 %71 to ptr
  %73 = and i64 %2, 4294967295
  br label %74

74:                                               ; preds = %69, %79
  %75 = phi i64 [ %73, %69 ], [ %80, %79 ]
  %76 = getelementptr inbounds nuw i8, ptr %72, i64 %75
  %77 = load i8, ptr %76, align 1
  %78 = icmp eq i8 %77, 0
  br i1 %78, label %79, label %83

79:                                               ; preds = %74
  %80 = add nuw nsw i64 %75, 1
  %81 = trunc i64 %80 to i32
  %82 = icmp eq i32 %67, %81
  br i1 %82, label %121, label %74, !llvm.loop !24

83:                                               ; preds = %74
  %84 = trunc nuw i64 %75 to i32
  %85 = getelementptr inbounds nuw i8, ptr %5, i64 48
  %86 = load i64, ptr %85, align 8
  %87 = inttoptr i64 %86 to ptr
  %88 = and i64 %75, 4294967295
  %89 = getelementptr inbounds nuw i8, ptr %5, i64 20
  %90 = load i32, ptr %89, align 4
  %91 = zext i32 %90 to i64
  %92 = mul nuw i64 %88, %91
  %93 = getelementptr inbounds nuw i8, ptr %87, i64 %92
  %94 = load i32, ptr %19, align 4
  %95 = zext i32 %94 to i64
  %96 = tail call ptr @memcpy(ptr noundef %15, ptr noundef %93, i64 noundef %95) #22
  %97 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %98 = load i32, ptr %97, align 8
  %99 = icmp ugt i32 %98, 1
  %100 = icmp ne ptr %0, null
  %101 = and i1 %100, %99
  br i1 %101, label %102, label %106

102:                                              ; preds = %83
  %103 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %104 = load i32, ptr %103, align 8
  %105 = zext i32 %104 to i64
  br label %106

106:                                              ; preds = %83, %102
  %107 = phi i64 [ %105, %102 ], [ 0, %83 ]
  %108 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %109 = load i64, ptr %108, align 8
  %110 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %111 = load i32, ptr %110, align 8
  %112 = zext i32 %111 to i64
  %113 = mul nuw i64 %88, %112
  %114 = add i64 %113, %109
  %115 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %116 = load i64, ptr %115, align 8
  %117 = mul i64 %116, %107
  %118 = add i64 %114, %117
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 200
  store i64 %118, ptr %119, align 8
  %120 = load i32, ptr %66, align 8
  br label %124

121:                                              ; preds = %79, %65
  %122 = phi i32 [ %16, %65 ], [ %67, %79 ]
  %123 = zext i32 %122 to i64
  br label %124

124:                                              ; preds = %121, %106
  %125 = phi i64 [ %123, %121 ], [ %88, %106 ]
  %126 = phi i32 [ %67, %121 ], [ %120, %106 ]
  %127 = phi i32 [ %122, %121 ], [ %84, %106 ]
  store atomic i32 0, ptr %55 release, align 8
  %128 = icmp ult i32 %127, %126
  %129 = add nuw nsw i64 %125, 1
  %130 = select i1 %128, i64 %129, i64 0
  br label %131

131:                                              ; preds = %26, %124, %39
  %132 = phi i64 [ %130, %124 ], [ %53, %39 ], [ 0, %26 ]
  ret i64 %132
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_each_end(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #10 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 216
  %4 = load i64, ptr %3, align 8
  %5 = inttoptr i64 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %7, %1
  %9 = add i64 %8, 8192
  %10 = lshr i64 %9, 9
  %11 = getelementptr inbounds nuw i32, ptr %5, i64 %10
  store i32 0, ptr %11, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_map_push(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #8 {
  %5 = inttoptr i64 %1 to ptr
  %6 = load i32, ptr %5, align 8
  %7 = icmp eq i32 %6, 30
  br i1 %7, label %8, label %85

8:                                                ; preds = %4
  %9 = inttoptr i64 %2 to ptr
  %10 = icmp eq i64 %3, 0
  br i1 %10, label %11, label %146

11:                                               ; preds = %8
  %12 = getelementptr inbounds nuw i8, ptr %5, i64 180
  %13 = load i32, ptr %12, align 4
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %146, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 104
  %17 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %18 = getelementptr inbounds nuw i8, ptr %5, i64 176
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 168
  br label %20

20:                                               ; preds = %68, %15
  %21 = phi i32 [ 0, %15 ], [ %82, %68 ]
  %22 = load i32, ptr %16, align 8
  %23 = add i32 %22, %21
  %24 = zext i32 %23 to i64
  %25 = load i32, ptr %17, align 8
  %26 = icmp ugt i32 %25, 7
  br i1 %26, label %27, label %39

27:                                               ; preds = %20, %27
  %28 = phi i64 [ %35, %27 ], [ %24, %20 ]
  %29 = phi ptr [ %37, %27 ], [ %9, %20 ]
  %30 = phi i32 [ %36, %27 ], [ %25, %20 ]
  %31 = load i64, ptr %29, align 1
  %32 = xor i64 %31, %28
  %33 = mul i64 %32, -7046029254386353131
  %34 = lshr i64 %33, 29
  %35 = xor i64 %34, %33
  %36 = add i32 %30, -8
  %37 = getelementptr inbounds nuw i8, ptr %29, i64 8
  %38 = icmp ugt i32 %36, 7
  br i1 %38, label %27, label %39, !llvm.loop !10

39:                                               ; preds = %27, %20
  %40 = phi i32 [ %25, %20 ], [ %36, %27 ]
  %41 = phi ptr [ %9, %20 ], [ %37, %27 ]
  %42 = phi i64 [ %24, %20 ], [ %35, %27 ]
  %43 = icmp samesign ult i32 %40, 4
  br i1 %43, label %52, label %44

44:                                               ; preds = %39
  %45 = load i32, ptr %41, align 1
  %46 = zext i32 %45 to i64
  %47 = xor i64 %42, %46
  %48 = mul i64 %47, -7046029254386353131
  %49 = lshr i64 %48, 29
  %50 = xor i64 %49, %48
  %51 = getelementptr inbounds nuw i8, ptr %41, i64 4
  br label %52

52:                                               ; preds = %44, %39
  %53 = phi ptr [ %51, %44 ], [ %41, %39 ]
  %54 = phi i64 [ %50, %44 ], [ %42, %39 ]
  %55 = and i32 %40, 3
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %68, label %57

57:                                               ; preds = %52, %57
  %58 = phi i64 [ %64, %57 ], [ %54, %52 ]
  %59 = phi ptr [ %66, %57 ], [ %53, %52 ]
  %60 = phi i32 [ %65, %57 ], [ %55, %52 ]
  %61 = load i8, ptr %59, align 1
  %62 = zext i8 %61 to i64
  %63 = xor i64 %58, %62
  %64 = mul i64 %63, -7046029254386353131
  %65 = add nsw i32 %60, -1
  %66 = getelementptr inbounds nuw i8, ptr %59, i64 1
  %67 = icmp eq i32 %65, 0
  br i1 %67, label %68, label %57, !llvm.loop !11

68:                                               ; preds = %57, %52
  %69 = phi i64 [ %54, %52 ], [ %64, %57 ]
  %70 = lshr i64 %69, 32
  %71 = trunc nuw i64 %70 to i32
  %72 = load i32, ptr %18, align 8
  %73 = and i32 %72, %71
  %74 = zext i32 %73 to i64
  %75 = load i64, ptr %19, align 8
  %76 = inttoptr i64 %75 to ptr
  %77 = lshr i64 %74, 6
  %78 = getelementptr inbounds nuw i64, ptr %76, i64 %77
  %79 = and i64 %74, 63
  %80 = shl nuw i64 1, %79
  %81 = atomicrmw or ptr %78, i64 %80 monotonic, align 8
  %82 = add nuw i32 %21, 1
  %83 = load i32, ptr %12, align 4
  %84 = icmp ult i32 %82, %83
  br i1 %84, label %20, label %146, !llvm.loop !25

85:                                               ; preds = %4
  %86 = and i64 %3, 1
  %87 = icmp ne i64 %86, 0
  %88 = icmp ugt i64 %3, 2
  %89 = or i1 %88, %87
  br i1 %89, label %146, label %90

90:                                               ; preds = %85
  %91 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %92 = atomicrmw xchg ptr %91, i32 1 acquire, align 8
  %93 = icmp eq i32 %92, 0
  br i1 %93, label %101, label %94

94:                                               ; preds = %90, %97
  %95 = load atomic i32, ptr %91 monotonic, align 8
  %96 = icmp eq i32 %95, 0
  br i1 %96, label %98, label %97

97:                                               ; preds = %94, %98
  br label %94, !llvm.loop !16

98:                                               ; preds = %94
  %99 = atomicrmw xchg ptr %91, i32 1 acquire, align 8
  %100 = icmp eq i32 %99, 0
  br i1 %100, label %101, label %97

101:                                              ; preds = %98, %90
  %102 = getelementptr inbounds nuw i8, ptr %5, i64 96
  %103 = load i32, ptr %102, align 8
  %104 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %105 = load i32, ptr %104, align 4
  %106 = icmp ult i32 %103, %105
  br i1 %106, label %107, label %111

107:                                              ; preds = %101
  %108 = add nuw i32 %103, 1
  store i32 %108, ptr %102, align 8
  %109 = getelementptr inbounds nuw i8, ptr %5, i64 148
  %110 = load i32, ptr %109, align 4
  br label %120

111:                                              ; preds = %101
  %112 = icmp eq i64 %3, 0
  br i1 %112, label %144, label %113

113:                                              ; preds = %111
  %114 = getelementptr inbounds nuw i8, ptr %5, i64 148
  %115 = load i32, ptr %114, align 4
  %116 = add i32 %115, 1
  %117 = icmp ult i32 %116, %105
  %118 = select i1 %117, i32 %116, i32 0
  store i32 %118, ptr %114, align 4
  %119 = add i32 %103, -1
  br label %120

120:                                              ; preds = %107, %113
  %121 = phi i32 [ %110, %107 ], [ %118, %113 ]
  %122 = phi i32 [ %103, %107 ], [ %119, %113 ]
  %123 = zext i32 %121 to i64
  %124 = zext i32 %122 to i64
  %125 = add nuw nsw i64 %123, %124
  %126 = zext i32 %105 to i64
  %127 = icmp samesign ult i64 %125, %126
  %128 = select i1 %127, i64 0, i64 %126
  %129 = sub nuw nsw i64 %125, %128
  %130 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %131 = load i64, ptr %130, align 8
  %132 = and i64 %129, 4294967295
  %133 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %134 = load i32, ptr %133, align 8
  %135 = zext i32 %134 to i64
  %136 = mul nuw i64 %132, %135
  %137 = add i64 %136, %131
  %138 = inttoptr i64 %137 to ptr
  %139 = inttoptr i64 %2 to ptr
  %140 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %141 = load i32, ptr %140, align 8
  %142 = zext i32 %141 to i64
  %143 = tail call ptr @memcpy(ptr noundef %138, ptr noundef %139, i64 noundef %142) #22
  br label %144

144:                                              ; preds = %111, %120
  %145 = phi i64 [ 0, %120 ], [ -7, %111 ]
  store atomic i32 0, ptr %91 release, align 8
  br label %146

146:                                              ; preds = %68, %11, %8, %85, %144
  %147 = phi i64 [ -22, %85 ], [ %145, %144 ], [ -22, %8 ], [ 0, %11 ], [ 0, %68 ]
  ret i64 %147
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_pop(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #8 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = tail call fastcc i64 @take(ptr noundef %4, ptr noundef %5, i32 noundef 1) #20
  ret i64 %6
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -2, 1) i64 @take(ptr noundef captures(none) %0, ptr noundef %1, i32 noundef range(i32 0, 2) %2) unnamed_addr #11 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %5 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %14, label %7

7:                                                ; preds = %3, %10
  %8 = load atomic i32, ptr %4 monotonic, align 8
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %11, label %10

10:                                               ; preds = %7, %11
  br label %7, !llvm.loop !16

11:                                               ; preds = %7
  %12 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %14, label %10

14:                                               ; preds = %11, %3
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %18, label %23

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %20 = load i32, ptr %19, align 8
  %21 = zext i32 %20 to i64
  %22 = tail call ptr @memset(ptr noundef %1, i32 noundef 0, i64 noundef %21) #22
  br label %64

23:                                               ; preds = %14
  %24 = load i32, ptr %0, align 8
  %25 = icmp eq i32 %24, 23
  %26 = add i32 %16, -1
  %27 = select i1 %25, i32 %26, i32 0
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %29 = load i32, ptr %28, align 4
  %30 = zext i32 %29 to i64
  %31 = zext i32 %27 to i64
  %32 = add nuw nsw i64 %31, %30
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %34 = load i32, ptr %33, align 4
  %35 = zext i32 %34 to i64
  %36 = icmp samesign ult i64 %32, %35
  %37 = select i1 %36, i64 0, i64 %35
  %38 = sub nuw nsw i64 %32, %37
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %40 = load i64, ptr %39, align 8
  %41 = and i64 %38, 4294967295
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %43 = load i32, ptr %42, align 8
  %44 = zext i32 %43 to i64
  %45 = mul nuw i64 %41, %44
  %46 = add i64 %45, %40
  %47 = inttoptr i64 %46 to ptr
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %49 = load i32, ptr %48, align 8
  %50 = zext i32 %49 to i64
  %51 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %47, i64 noundef %50) #22
  %52 = icmp eq i32 %2, 0
  br i1 %52, label %64, label %53

53:                                               ; preds = %23
  %54 = load i32, ptr %15, align 8
  %55 = add i32 %54, -1
  store i32 %55, ptr %15, align 8
  %56 = load i32, ptr %0, align 8
  %57 = icmp eq i32 %56, 22
  br i1 %57, label %58, label %64

58:                                               ; preds = %53
  %59 = load i32, ptr %28, align 4
  %60 = add i32 %59, 1
  %61 = load i32, ptr %33, align 4
  %62 = icmp ult i32 %60, %61
  %63 = select i1 %62, i32 %60, i32 0
  store i32 %63, ptr %28, align 4
  br label %64

64:                                               ; preds = %23, %58, %53, %18
  %65 = phi i64 [ -2, %18 ], [ 0, %53 ], [ 0, %58 ], [ 0, %23 ]
  store atomic i32 0, ptr %4 release, align 8
  ret i64 %65
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_peek(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #8 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 30
  %7 = inttoptr i64 %2 to ptr
  br i1 %6, label %8, label %86

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 180
  %10 = load i32, ptr %9, align 4
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %88, label %12

12:                                               ; preds = %8
  %13 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %14 = load i32, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp ugt i32 %16, 7
  %18 = getelementptr inbounds nuw i8, ptr %4, i64 176
  %19 = load i32, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %4, i64 168
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = zext i32 %10 to i64
  br label %27

24:                                               ; preds = %73
  %25 = add nuw nsw i64 %28, 1
  %26 = icmp eq i64 %25, %23
  br i1 %26, label %88, label %27, !llvm.loop !26

27:                                               ; preds = %24, %12
  %28 = phi i64 [ 0, %12 ], [ %25, %24 ]
  %29 = trunc nuw i64 %28 to i32
  %30 = add i32 %14, %29
  %31 = zext i32 %30 to i64
  br i1 %17, label %32, label %44

32:                                               ; preds = %27, %32
  %33 = phi i64 [ %40, %32 ], [ %31, %27 ]
  %34 = phi ptr [ %42, %32 ], [ %7, %27 ]
  %35 = phi i32 [ %41, %32 ], [ %16, %27 ]
  %36 = load i64, ptr %34, align 1
  %37 = xor i64 %36, %33
  %38 = mul i64 %37, -7046029254386353131
  %39 = lshr i64 %38, 29
  %40 = xor i64 %39, %38
  %41 = add i32 %35, -8
  %42 = getelementptr inbounds nuw i8, ptr %34, i64 8
  %43 = icmp ugt i32 %41, 7
  br i1 %43, label %32, label %44, !llvm.loop !10

44:                                               ; preds = %32, %27
  %45 = phi i32 [ %16, %27 ], [ %41, %32 ]
  %46 = phi ptr [ %7, %27 ], [ %42, %32 ]
  %47 = phi i64 [ %31, %27 ], [ %40, %32 ]
  %48 = icmp samesign ult i32 %45, 4
  br i1 %48, label %57, label %49

49:                                               ; preds = %44
  %50 = load i32, ptr %46, align 1
  %51 = zext i32 %50 to i64
  %52 = xor i64 %47, %51
  %53 = mul i64 %52, -7046029254386353131
  %54 = lshr i64 %53, 29
  %55 = xor i64 %54, %53
  %56 = getelementptr inbounds nuw i8, ptr %46, i64 4
  br label %57

57:                                               ; preds = %49, %44
  %58 = phi ptr [ %56, %49 ], [ %46, %44 ]
  %59 = phi i64 [ %55, %49 ], [ %47, %44 ]
  %60 = and i32 %45, 3
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %73, label %62

62:                                               ; preds = %57, %62
  %63 = phi i64 [ %69, %62 ], [ %59, %57 ]
  %64 = phi ptr [ %71, %62 ], [ %58, %57 ]
  %65 = phi i32 [ %70, %62 ], [ %60, %57 ]
  %66 = load i8, ptr %64, align 1
  %67 = zext i8 %66 to i64
  %68 = xor i64 %63, %67
  %69 = mul i64 %68, -7046029254386353131
  %70 = add nsw i32 %65, -1
  %71 = getelementptr inbounds nuw i8, ptr %64, i64 1
  %72 = icmp eq i32 %70, 0
  br i1 %72, label %73, label %62, !llvm.loop !11

73:                                               ; preds = %62, %57
  %74 = phi i64 [ %59, %57 ], [ %69, %62 ]
  %75 = lshr i64 %74, 32
  %76 = trunc nuw i64 %75 to i32
  %77 = and i32 %19, %76
  %78 = zext i32 %77 to i64
  %79 = lshr i64 %78, 6
  %80 = getelementptr inbounds nuw i64, ptr %22, i64 %79
  %81 = load atomic i64, ptr %80 monotonic, align 8
  %82 = and i64 %78, 63
  %83 = shl nuw i64 1, %82
  %84 = and i64 %83, %81
  %85 = icmp eq i64 %84, 0
  br i1 %85, label %88, label %24

86:                                               ; preds = %3
  %87 = tail call fastcc i64 @take(ptr noundef nonnull %4, ptr noundef %7, i32 noundef 0) #20
  br label %88

88:                                               ; preds = %73, %24, %8, %86
  %89 = phi i64 [ %87, %86 ], [ 0, %8 ], [ -2, %73 ], [ 0, %24 ]
  ret i64 %89
}

; Function Attrs: nounwind
define hidden i64 @pp_ringbuf_reserve(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #8 {
  %5 = inttoptr i64 %1 to ptr
  %6 = icmp eq i64 %3, 0
  br i1 %6, label %7, label %72

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %9 = load i32, ptr %8, align 4
  %10 = add i32 %9, -8
  %11 = zext i32 %10 to i64
  %12 = icmp ugt i64 %2, %11
  br i1 %12, label %72, label %13

13:                                               ; preds = %7
  %14 = add nuw nsw i64 %2, 15
  %15 = and i64 %14, -8
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %17 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %26, label %19

19:                                               ; preds = %13, %22
  %20 = load atomic i32, ptr %16 monotonic, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %23, label %22

22:                                               ; preds = %19, %23
  br label %19, !llvm.loop !16

23:                                               ; preds = %19
  %24 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %22

26:                                               ; preds = %23, %13
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %28, %15
  %30 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %31 = load atomic i64, ptr %30 acquire, align 8
  %32 = sub i64 %29, %31
  %33 = load i32, ptr %8, align 4
  %34 = add i32 %33, -1
  %35 = zext i32 %34 to i64
  %36 = icmp ugt i64 %32, %35
  br i1 %36, label %37, label %38

37:                                               ; preds = %26
  store atomic i32 0, ptr %16 release, align 8
  br label %72

38:                                               ; preds = %26
  %39 = trunc nuw i64 %2 to i32
  %40 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %41 = load i64, ptr %40, align 8
  %42 = inttoptr i64 %41 to ptr
  %43 = and i64 %28, %35
  %44 = lshr i64 %43, 3
  %45 = getelementptr inbounds nuw %struct.record, ptr %42, i64 %44
  store i32 %39, ptr %45, align 4
  %46 = load i64, ptr %40, align 8
  %47 = inttoptr i64 %46 to ptr
  %48 = load i32, ptr %8, align 4
  %49 = add i32 %48, -1
  %50 = zext i32 %49 to i64
  %51 = and i64 %28, %50
  %52 = lshr i64 %51, 3
  %53 = getelementptr inbounds nuw %struct.record, ptr %47, i64 %52
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 4
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %56 = load i32, ptr %55, align 8
  %57 = shl i32 %56, 2
  %58 = or disjoint i32 %57, 1
  store atomic i32 %58, ptr %54 release, align 4
  store atomic i64 %29, ptr %27 release, align 8
  store atomic i32 0, ptr %16 release, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %60 = load i32, ptr %59, align 4
  %61 = add i32 %60, 1
  store i32 %61, ptr %59, align 4
  %62 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %63 = load i64, ptr %62, align 8
  %64 = load i32, ptr %8, align 4
  %65 = add i32 %64, -1
  %66 = zext i32 %65 to i64
  %67 = and i64 %28, %66
  %68 = add i64 %63, 8
  %69 = add i64 %68, %67
  %70 = inttoptr i64 %69 to ptr
  %71 = tail call ptr @memset(ptr noundef %70, i32 noundef 0, i64 noundef %2) #22
  br label %72

72:                                               ; preds = %4, %7, %38, %37
  %73 = phi i64 [ %69, %38 ], [ 0, %37 ], [ 0, %7 ], [ 0, %4 ]
  ret i64 %73
}

declare ptr @memset(ptr noundef, i32 noundef, i64 noundef) local_unnamed_addr #9

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden void @pp_end_run(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %3 = load i64, ptr %2, align 8
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = icmp ult i64 %3, %5
  br i1 %7, label %8, label %68

8:                                                ; preds = %1
  %9 = inttoptr i64 %3 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 144
  br label %11

11:                                               ; preds = %8, %65
  %12 = phi ptr [ %9, %8 ], [ %66, %65 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %65

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 88
  %19 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %28, label %21

21:                                               ; preds = %17, %24
  %22 = load atomic i32, ptr %18 monotonic, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %25, label %24

24:                                               ; preds = %21, %25
  br label %21, !llvm.loop !16

25:                                               ; preds = %21
  %26 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %28, label %24

28:                                               ; preds = %25, %17
  %29 = getelementptr inbounds nuw i8, ptr %14, i64 128
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr inbounds nuw i8, ptr %14, i64 120
  %32 = load i64, ptr %31, align 8
  %33 = icmp eq i64 %30, %32
  br i1 %33, label %64, label %34

34:                                               ; preds = %28
  %35 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %36 = getelementptr inbounds nuw i8, ptr %14, i64 12
  br label %37

37:                                               ; preds = %34, %61
  %38 = phi i64 [ %32, %34 ], [ %62, %61 ]
  %39 = phi i64 [ %30, %34 ], [ %52, %61 ]
  %40 = load i64, ptr %35, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = load i32, ptr %36, align 4
  %43 = add i32 %42, -1
  %44 = zext i32 %43 to i64
  %45 = and i64 %39, %44
  %46 = lshr i64 %45, 3
  %47 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %46
  %48 = load i32, ptr %47, align 4
  %49 = zext i32 %48 to i64
  %50 = add nuw nsw i64 %49, 15
  %51 = and i64 %50, 8589934584
  %52 = add i64 %51, %39
  %53 = getelementptr inbounds nuw i8, ptr %47, i64 4
  %54 = load i32, ptr %53, align 4
  %55 = load i32, ptr %10, align 8
  %56 = shl i32 %55, 2
  %57 = or disjoint i32 %56, 1
  %58 = icmp eq i32 %54, %57
  br i1 %58, label %59, label %61

59:                                               ; preds = %37
  store atomic i32 3, ptr %53 release, align 4
  %60 = load i64, ptr %31, align 8
  br label %61

61:                                               ; preds = %59, %37
  %62 = phi i64 [ %60, %59 ], [ %38, %37 ]
  %63 = icmp eq i64 %52, %62
  br i1 %63, label %64, label %37, !llvm.loop !27

64:                                               ; preds = %61, %28
  store atomic i32 0, ptr %18 release, align 8
  br label %65

65:                                               ; preds = %11, %64
  %66 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %67 = icmp ult ptr %66, %6
  br i1 %67, label %11, label %68, !llvm.loop !28

68:                                               ; preds = %65, %1
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 148
  store i32 0, ptr %69, align 4
  ret void
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #12 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  tail call void @llvm.assume(i1 %9)
  %10 = inttoptr i64 %5 to ptr
  br label %11

11:                                               ; preds = %30, %3
  %12 = phi ptr [ %31, %30 ], [ %10, %3 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %30

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, 8
  %21 = icmp ult i64 %1, %20
  br i1 %21, label %30, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %14, i64 40
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %1, %24
  br i1 %25, label %30, label %26

26:                                               ; preds = %22
  %27 = sub i64 %1, %19
  %28 = and i64 %27, 7
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %26, %22, %17, %11
  %31 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %32 = icmp ult ptr %31, %8
  tail call void @llvm.assume(i1 %32)
  br label %11

33:                                               ; preds = %26
  %34 = add i64 %1, 4294967288
  %35 = sub i64 %34, %19
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %37 = load i32, ptr %36, align 4
  %38 = add i32 %37, -1
  store i32 %38, ptr %36, align 4
  %39 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %40 = load i64, ptr %39, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %14, i64 12
  %43 = load i32, ptr %42, align 4
  %44 = add i32 %43, -1
  %45 = zext i32 %44 to i64
  %46 = and i64 %35, %45
  %47 = lshr i64 %46, 3
  %48 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i64 4
  store atomic i32 2, ptr %49 release, align 4
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #12 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  tail call void @llvm.assume(i1 %9)
  %10 = inttoptr i64 %5 to ptr
  br label %11

11:                                               ; preds = %30, %3
  %12 = phi ptr [ %31, %30 ], [ %10, %3 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %30

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, 8
  %21 = icmp ult i64 %1, %20
  br i1 %21, label %30, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %14, i64 40
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %1, %24
  br i1 %25, label %30, label %26

26:                                               ; preds = %22
  %27 = sub i64 %1, %19
  %28 = and i64 %27, 7
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %26, %22, %17, %11
  %31 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %32 = icmp ult ptr %31, %8
  tail call void @llvm.assume(i1 %32)
  br label %11

33:                                               ; preds = %26
  %34 = add i64 %1, 4294967288
  %35 = sub i64 %34, %19
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %37 = load i32, ptr %36, align 4
  %38 = add i32 %37, -1
  store i32 %38, ptr %36, align 4
  %39 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %40 = load i64, ptr %39, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %14, i64 12
  %43 = load i32, ptr %42, align 4
  %44 = add i32 %43, -1
  %45 = zext i32 %44 to i64
  %46 = and i64 %35, %45
  %47 = lshr i64 %46, 3
  %48 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i64 4
  store atomic i32 3, ptr %49 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_output(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = icmp ugt i64 %4, 3
  br i1 %6, label %60, label %7

7:                                                ; preds = %5
  %8 = tail call i64 @pp_ringbuf_reserve(ptr noundef %0, i64 noundef %1, i64 noundef %3, i64 noundef 0) #20
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %60, label %10

10:                                               ; preds = %7
  %11 = inttoptr i64 %8 to ptr
  %12 = inttoptr i64 %2 to ptr
  %13 = tail call ptr @memcpy(ptr noundef nonnull %11, ptr noundef %12, i64 noundef %3) #22
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %17 = load i64, ptr %16, align 8
  %18 = inttoptr i64 %17 to ptr
  %19 = icmp ult i64 %15, %17
  tail call void @llvm.assume(i1 %19)
  %20 = inttoptr i64 %15 to ptr
  br label %21

21:                                               ; preds = %40, %10
  %22 = phi ptr [ %41, %40 ], [ %20, %10 ]
  %23 = load i64, ptr %22, align 8
  %24 = inttoptr i64 %23 to ptr
  %25 = load i32, ptr %24, align 8
  %26 = icmp eq i32 %25, 27
  br i1 %26, label %27, label %40

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i64 32
  %29 = load i64, ptr %28, align 8
  %30 = add i64 %29, 8
  %31 = icmp ult i64 %8, %30
  br i1 %31, label %40, label %32

32:                                               ; preds = %27
  %33 = getelementptr inbounds nuw i8, ptr %24, i64 40
  %34 = load i64, ptr %33, align 8
  %35 = icmp ugt i64 %8, %34
  br i1 %35, label %40, label %36

36:                                               ; preds = %32
  %37 = sub i64 %8, %29
  %38 = and i64 %37, 7
  %39 = icmp eq i64 %38, 0
  br i1 %39, label %43, label %40

40:                                               ; preds = %36, %32, %27, %21
  %41 = getelementptr inbounds nuw i8, ptr %22, i64 24
  %42 = icmp ult ptr %41, %18
  tail call void @llvm.assume(i1 %42)
  br label %21

43:                                               ; preds = %36
  %44 = add i64 %8, 4294967288
  %45 = sub i64 %44, %29
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %47 = load i32, ptr %46, align 4
  %48 = add i32 %47, -1
  store i32 %48, ptr %46, align 4
  %49 = getelementptr inbounds nuw i8, ptr %24, i64 112
  %50 = load i64, ptr %49, align 8
  %51 = inttoptr i64 %50 to ptr
  %52 = getelementptr inbounds nuw i8, ptr %24, i64 12
  %53 = load i32, ptr %52, align 4
  %54 = add i32 %53, -1
  %55 = zext i32 %54 to i64
  %56 = and i64 %45, %55
  %57 = lshr i64 %56, 3
  %58 = getelementptr inbounds nuw %struct.record, ptr %51, i64 %57
  %59 = getelementptr inbounds nuw i8, ptr %58, i64 4
  store atomic i32 2, ptr %59 release, align 4
  br label %60

60:                                               ; preds = %7, %5, %43
  %61 = phi i64 [ -22, %5 ], [ 0, %43 ], [ -11, %7 ]
  ret i64 %61
}

; Function Attrs: nounwind
define hidden range(i64 -1, 4294967296) i64 @pp_ringbuf_consume(ptr noundef captures(none) %0, ptr noundef %1, i64 noundef %2) local_unnamed_addr #8 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %8 = load i64, ptr %4, align 8
  %9 = load i64, ptr %5, align 8
  %10 = load i32, ptr %6, align 4
  %11 = load atomic i64, ptr %7 acquire, align 8
  %12 = icmp eq i64 %8, %11
  br i1 %12, label %61, label %13

13:                                               ; preds = %3
  %14 = inttoptr i64 %9 to ptr
  %15 = add i32 %10, -1
  %16 = zext i32 %15 to i64
  %17 = and i64 %8, %16
  %18 = lshr i64 %17, 3
  %19 = getelementptr inbounds nuw %struct.record, ptr %14, i64 %18
  br label %34

20:                                               ; preds = %45
  store atomic i32 0, ptr %37 monotonic, align 4
  %21 = add nuw nsw i64 %43, 15
  %22 = and i64 %21, 8589934584
  %23 = add i64 %22, %36
  store atomic i64 %23, ptr %4 release, align 8
  %24 = load i64, ptr %5, align 8
  %25 = inttoptr i64 %24 to ptr
  %26 = load i32, ptr %6, align 4
  %27 = add i32 %26, -1
  %28 = zext i32 %27 to i64
  %29 = and i64 %23, %28
  %30 = lshr i64 %29, 3
  %31 = getelementptr inbounds nuw %struct.record, ptr %25, i64 %30
  %32 = load atomic i64, ptr %7 acquire, align 8
  %33 = icmp eq i64 %23, %32
  br i1 %33, label %61, label %34

34:                                               ; preds = %13, %20
  %35 = phi ptr [ %31, %20 ], [ %19, %13 ]
  %36 = phi i64 [ %23, %20 ], [ %8, %13 ]
  %37 = getelementptr inbounds nuw i8, ptr %35, i64 4
  %38 = load atomic i32, ptr %37 acquire, align 4
  %39 = and i32 %38, 3
  %40 = icmp eq i32 %39, 1
  br i1 %40, label %61, label %41

41:                                               ; preds = %34
  %42 = load i32, ptr %35, align 4
  %43 = zext i32 %42 to i64
  %44 = icmp ult i64 %2, %43
  br i1 %44, label %61, label %45

45:                                               ; preds = %41
  %46 = icmp eq i32 %38, 2
  br i1 %46, label %47, label %20

47:                                               ; preds = %45
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %49 = load i64, ptr %48, align 8
  %50 = load i32, ptr %6, align 4
  %51 = add i32 %50, -1
  %52 = zext i32 %51 to i64
  %53 = and i64 %36, %52
  %54 = add i64 %49, 8
  %55 = add i64 %54, %53
  %56 = inttoptr i64 %55 to ptr
  %57 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %56, i64 noundef %43) #22
  store atomic i32 0, ptr %37 monotonic, align 4
  %58 = add nuw nsw i64 %43, 15
  %59 = and i64 %58, 8589934584
  %60 = add i64 %59, %36
  store atomic i64 %60, ptr %4 release, align 8
  br label %61

61:                                               ; preds = %34, %20, %41, %3, %47
  %62 = phi i64 [ %43, %47 ], [ -1, %3 ], [ -1, %41 ], [ -1, %20 ], [ -1, %34 ]
  ret i64 %62
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_perf_event_output(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #8 {
  %7 = inttoptr i64 %2 to ptr
  %8 = lshr i64 %3, 32
  %9 = and i64 %8, 1048575
  %10 = icmp ult i64 %3, 4503599627370496
  br i1 %10, label %11, label %72

11:                                               ; preds = %6
  %12 = and i64 %3, 4294967295
  %13 = icmp eq i64 %12, 4294967295
  br i1 %13, label %14, label %18

14:                                               ; preds = %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %16 = load i32, ptr %15, align 8
  %17 = zext i32 %16 to i64
  br label %18

18:                                               ; preds = %14, %11
  %19 = phi i64 [ %17, %14 ], [ %12, %11 ]
  %20 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %21 = load i32, ptr %20, align 4
  %22 = zext i32 %21 to i64
  %23 = icmp samesign ult i64 %19, %22
  br i1 %23, label %24, label %72

24:                                               ; preds = %18
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %28 = load i64, ptr %27, align 8
  %29 = sub i64 %26, %28
  %30 = icmp ugt i64 %9, %29
  br i1 %30, label %72, label %31

31:                                               ; preds = %24
  %32 = getelementptr inbounds nuw i8, ptr %7, i64 184
  %33 = load i64, ptr %32, align 8
  %34 = add i64 %5, 8
  %35 = add i64 %34, %9
  %36 = tail call i64 @pp_ringbuf_reserve(ptr noundef nonnull %0, i64 noundef %33, i64 noundef %35, i64 noundef 0) #20
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %38, label %41

38:                                               ; preds = %31
  %39 = getelementptr inbounds nuw i8, ptr %7, i64 192
  %40 = atomicrmw add ptr %39, i64 1 monotonic, align 8
  br label %72

41:                                               ; preds = %31
  %42 = inttoptr i64 %36 to ptr
  store i64 %19, ptr %42, align 1
  %43 = add i64 %36, 8
  %44 = inttoptr i64 %43 to ptr
  %45 = inttoptr i64 %4 to ptr
  %46 = tail call ptr @memcpy(ptr noundef %44, ptr noundef %45, i64 noundef %5) #22
  %47 = add i64 %43, %5
  %48 = inttoptr i64 %47 to ptr
  %49 = load i64, ptr %27, align 8
  %50 = inttoptr i64 %49 to ptr
  %51 = tail call ptr @memcpy(ptr noundef %48, ptr noundef %50, i64 noundef %9) #22
  %52 = load i64, ptr %32, align 8
  %53 = inttoptr i64 %52 to ptr
  %54 = add i64 %36, 4294967288
  %55 = getelementptr inbounds nuw i8, ptr %53, i64 32
  %56 = load i64, ptr %55, align 8
  %57 = sub i64 %54, %56
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %59 = load i32, ptr %58, align 4
  %60 = add i32 %59, -1
  store i32 %60, ptr %58, align 4
  %61 = getelementptr inbounds nuw i8, ptr %53, i64 112
  %62 = load i64, ptr %61, align 8
  %63 = inttoptr i64 %62 to ptr
  %64 = getelementptr inbounds nuw i8, ptr %53, i64 12
  %65 = load i32, ptr %64, align 4
  %66 = add i32 %65, -1
  %67 = zext i32 %66 to i64
  %68 = and i64 %57, %67
  %69 = lshr i64 %68, 3
  %70 = getelementptr inbounds nuw %struct.record, ptr %63, i64 %69
  %71 = getelementptr inbounds nuw i8, ptr %70, i64 4
  store atomic i32 2, ptr %71 release, align 4
  br label %72

72:                                               ; preds = %24, %18, %6, %41, %38
  %73 = phi i64 [ -28, %38 ], [ -22, %6 ], [ -7, %18 ], [ 0, %41 ], [ -14, %24 ]
  ret i64 %73
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -11, -6) i64 @pp_current_task_under_cgroup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = trunc i64 %2 to i32
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %7 = load i32, ptr %6, align 4
  %8 = icmp ugt i32 %7, %4
  %9 = select i1 %8, i64 -11, i64 -7
  ret i64 %9
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_get_current_task(ptr noundef readnone captures(none) %0) local_unnamed_addr #13 {
  ret i64 0
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -13) i64 @pp_get_stackid(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #13 {
  %5 = icmp ult i64 %3, 2048
  %6 = select i1 %5, i64 -14, i64 -22
  ret i64 %6
}

; Function Attrs: nounwind
define hidden noundef range(i64 -22, -13) i64 @pp_get_stack(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = inttoptr i64 %2 to ptr
  %7 = tail call ptr @memset(ptr noundef %6, i32 noundef 0, i64 noundef %3) #22
  %8 = and i64 %4, -2304
  %9 = icmp eq i64 %8, 0
  %10 = select i1 %9, i64 -14, i64 -22
  ret i64 %10
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_ns(ptr noundef readnone captures(none) %0) local_unnamed_addr #8 {
  %2 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #21
  %3 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #22
  %4 = load i64, ptr %2, align 8
  %5 = mul i64 %4, 1000000000
  %6 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %5, %7
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #21
  ret i64 %8
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_boot_ns(ptr noundef readnone captures(none) %0) local_unnamed_addr #8 {
  %2 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #21
  %3 = call i32 @clock_gettime(i32 noundef 7, ptr noundef nonnull %2) #22
  %4 = load i64, ptr %2, align 8
  %5 = mul i64 %4, 1000000000
  %6 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %5, %7
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #21
  ret i64 %8
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 4294967296) i64 @pp_get_prandom_u32(ptr noundef captures(none) %0) local_unnamed_addr #3 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %3 = load i64, ptr %2, align 8
  %4 = lshr i64 %3, 12
  %5 = xor i64 %4, %3
  %6 = shl i64 %5, 25
  %7 = xor i64 %6, %5
  %8 = lshr i64 %7, 27
  %9 = xor i64 %8, %7
  store i64 %9, ptr %2, align 8
  %10 = mul i64 %9, 2685821657736338717
  %11 = lshr i64 %10, 32
  ret i64 %11
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 0, 4294967296) i64 @pp_get_smp_processor_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #14 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %3 = load i32, ptr %2, align 8
  %4 = zext i32 %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind
define hidden i64 @pp_get_current_pid_tgid(ptr noundef readnone captures(none) %0) local_unnamed_addr #8 {
  %2 = tail call i32 @getpid() #22
  %3 = sext i32 %2 to i64
  %4 = shl nsw i64 %3, 32
  %5 = tail call i32 @gettid() #22
  %6 = zext i32 %5 to i64
  %7 = or disjoint i64 %4, %6
  ret i64 %7
}

declare i32 @getpid() local_unnamed_addr #9

declare i32 @gettid() local_unnamed_addr #9

; Function Attrs: nounwind
define hidden i64 @pp_get_current_uid_gid(ptr noundef readnone captures(none) %0) local_unnamed_addr #8 {
  %2 = tail call i32 @getgid() #22
  %3 = zext i32 %2 to i64
  %4 = shl nuw i64 %3, 32
  %5 = tail call i32 @getuid() #22
  %6 = zext i32 %5 to i64
  %7 = or disjoint i64 %4, %6
  ret i64 %7
}

declare i32 @getgid() local_unnamed_addr #9

declare i32 @getuid() local_unnamed_addr #9

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_current_comm(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #8 {
  %4 = alloca [16 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #21
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %4, i8 0, i64 16, i1 false)
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %3
  %7 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %8 = call i32 (i32, ...) @prctl(i32 noundef 16, ptr noundef nonnull %4) #22
  %9 = inttoptr i64 %1 to ptr
  %10 = call ptr @memset(ptr noundef %9, i32 noundef 0, i64 noundef %2) #22
  %11 = call ptr @memcpy(ptr noundef %9, ptr noundef nonnull %4, i64 noundef %7) #22
  %12 = getelementptr i8, ptr %9, i64 %2
  %13 = getelementptr i8, ptr %12, i64 -1
  store i8 0, ptr %13, align 1
  br label %14

14:                                               ; preds = %3, %6
  %15 = phi i64 [ 0, %6 ], [ -22, %3 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #21
  ret i64 %15
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #15

declare i32 @prctl(i32 noundef, ...) local_unnamed_addr #9

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_probe_read(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #8 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %4
  %7 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %3, i64 noundef %2, i32 noundef 0) #20
  %8 = icmp eq i32 %7, 0
  %9 = inttoptr i64 %1 to ptr
  br i1 %8, label %10, label %12

10:                                               ; preds = %6
  %11 = tail call ptr @memset(ptr noundef %9, i32 noundef 0, i64 noundef %2) #22
  br label %14

12:                                               ; preds = %6
  %13 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %9, ptr align 1 %13, i64 %2, i1 false)
  br label %14

14:                                               ; preds = %4, %12, %10
  %15 = phi i64 [ -14, %10 ], [ 0, %12 ], [ 0, %4 ]
  ret i64 %15
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i64(ptr writeonly captures(none), ptr readonly captures(none), i64, i1 immarg) #16

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_str(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #8 {
  %5 = inttoptr i64 %1 to ptr
  %6 = icmp eq i64 %2, 0
  br i1 %6, label %27, label %7

7:                                                ; preds = %4
  %8 = inttoptr i64 %3 to ptr
  br label %9

9:                                                ; preds = %7, %22
  %10 = phi i64 [ 0, %7 ], [ %21, %22 ]
  %11 = add i64 %10, %3
  %12 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %11, i64 noundef 1, i32 noundef 0) #20
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %14, label %16

14:                                               ; preds = %9
  %15 = tail call ptr @memset(ptr noundef %5, i32 noundef 0, i64 noundef %2) #22
  br label %27

16:                                               ; preds = %9
  %17 = getelementptr inbounds nuw i8, ptr %8, i64 %10
  %18 = load i8, ptr %17, align 1
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 %10
  store i8 %18, ptr %19, align 1
  %20 = icmp eq i8 %18, 0
  %21 = add nuw i64 %10, 1
  br i1 %20, label %27, label %22

22:                                               ; preds = %16
  %23 = icmp eq i64 %21, %2
  br i1 %23, label %24, label %9, !llvm.loop !29

24:                                               ; preds = %22
  %25 = getelementptr i8, ptr %5, i64 %2
  %26 = getelementptr i8, ptr %25, i64 -1
  store i8 0, ptr %26, align 1
  br label %27

27:                                               ; preds = %16, %4, %24, %14
  %28 = phi i64 [ %2, %24 ], [ 0, %4 ], [ -14, %14 ], [ %21, %16 ]
  ret i64 %28
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %2, 2147483648
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %19

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %12 = load i64, ptr %11, align 8
  %13 = sub i64 %12, %7
  %14 = and i64 %2, 2147483647
  %15 = icmp ugt i64 %14, %13
  %16 = sub nuw i64 %13, %14
  %17 = icmp ugt i64 %4, %16
  %18 = select i1 %15, i1 true, i1 %17
  br i1 %18, label %19, label %22

19:                                               ; preds = %10, %5
  %20 = inttoptr i64 %3 to ptr
  %21 = tail call ptr @memset(ptr noundef %20, i32 noundef 0, i64 noundef %4) #22
  br label %27

22:                                               ; preds = %10
  %23 = inttoptr i64 %3 to ptr
  %24 = add i64 %7, %14
  %25 = inttoptr i64 %24 to ptr
  %26 = tail call ptr @memcpy(ptr noundef %23, ptr noundef %25, i64 noundef %4) #22
  br label %27

27:                                               ; preds = %22, %19
  %28 = phi i64 [ -14, %19 ], [ 0, %22 ]
  ret i64 %28
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_load_packet(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #17 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = and i64 %1, 4294967295
  %10 = icmp ugt i64 %9, %8
  %11 = sub nuw i64 %8, %9
  %12 = icmp ugt i64 %2, %11
  %13 = select i1 %10, i1 true, i1 %12
  br i1 %13, label %30, label %14

14:                                               ; preds = %3
  %15 = icmp eq i64 %2, 0
  br i1 %15, label %30, label %16

16:                                               ; preds = %14
  %17 = add i64 %7, %9
  %18 = inttoptr i64 %17 to ptr
  br label %19

19:                                               ; preds = %16, %19
  %20 = phi ptr [ %28, %19 ], [ %18, %16 ]
  %21 = phi i64 [ %26, %19 ], [ 0, %16 ]
  %22 = phi i64 [ %27, %19 ], [ %2, %16 ]
  %23 = shl i64 %21, 8
  %24 = load i8, ptr %20, align 1
  %25 = zext i8 %24 to i64
  %26 = or disjoint i64 %23, %25
  %27 = add i64 %22, -1
  %28 = getelementptr inbounds nuw i8, ptr %20, i64 1
  %29 = icmp eq i64 %27, 0
  br i1 %29, label %30, label %19, !llvm.loop !30

30:                                               ; preds = %19, %14, %3
  %31 = phi i64 [ -1, %3 ], [ 0, %14 ], [ %26, %19 ]
  ret i64 %31
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_tail_call(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = inttoptr i64 %2 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %14 = load i64, ptr %13, align 8
  %15 = trunc i64 %3 to i32
  %16 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %17 = load i32, ptr %16, align 4
  %18 = icmp ugt i32 %17, %15
  br i1 %18, label %19, label %61

19:                                               ; preds = %5
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %21 = load i32, ptr %20, align 4
  %22 = icmp ugt i32 %21, 32
  br i1 %22, label %61, label %23

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %25 = load i64, ptr %24, align 8
  %26 = inttoptr i64 %25 to ptr
  %27 = and i64 %3, 4294967295
  %28 = getelementptr inbounds nuw i64, ptr %26, i64 %27
  %29 = load atomic i64, ptr %28 acquire, align 8
  %30 = inttoptr i64 %29 to ptr
  %31 = icmp eq i64 %29, 0
  br i1 %31, label %61, label %32

32:                                               ; preds = %23
  %33 = getelementptr inbounds nuw i8, ptr %30, i64 24
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %36 = load i64, ptr %35, align 8
  %37 = sub i64 %4, %36
  %38 = icmp ugt i64 %34, %37
  br i1 %38, label %61, label %39

39:                                               ; preds = %32
  %40 = load i32, ptr %20, align 4
  %41 = add i32 %40, 1
  store i32 %41, ptr %20, align 4
  %42 = getelementptr inbounds nuw i8, ptr %30, i64 8
  %43 = load i64, ptr %42, align 8
  store i64 %43, ptr %7, align 8
  %44 = getelementptr inbounds nuw i8, ptr %30, i64 16
  %45 = load i64, ptr %44, align 8
  store i64 %45, ptr %9, align 8
  %46 = load i64, ptr %33, align 8
  %47 = sub i64 %4, %46
  store i64 %47, ptr %11, align 8
  store i64 %4, ptr %13, align 8
  %48 = load i64, ptr %30, align 8
  %49 = inttoptr i64 %48 to ptr
  %50 = tail call i64 %49(ptr noundef nonnull %0, i64 noundef %1, i64 noundef 0) #22
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 184
  store i64 %50, ptr %51, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %53 = load i32, ptr %52, align 8
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %60, label %55

55:                                               ; preds = %39
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %57 = load i64, ptr %56, align 8
  %58 = icmp eq i64 %57, 0
  br i1 %58, label %59, label %60

59:                                               ; preds = %55
  store i64 %29, ptr %56, align 8
  br label %60

60:                                               ; preds = %59, %55, %39
  store i64 %8, ptr %7, align 8
  store i64 %10, ptr %9, align 8
  store i64 %12, ptr %11, align 8
  store i64 %14, ptr %13, align 8
  br label %61

61:                                               ; preds = %23, %32, %5, %19, %60
  %62 = phi i64 [ 1, %60 ], [ 0, %5 ], [ 0, %19 ], [ 0, %32 ], [ 0, %23 ]
  ret i64 %62
}

; Function Attrs: nounwind
define hidden i64 @pp_run_batch(ptr noundef initializes((8, 12), (176, 184)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #8 {
  %8 = alloca %struct.timespec, align 8
  %9 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #21
  %10 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %9) #22
  %11 = load i64, ptr %9, align 8
  %12 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %13 = load i64, ptr %12, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #21
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 0, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 176
  store i64 0, ptr %15, align 8
  %16 = icmp eq i64 %4, 0
  br i1 %16, label %178, label %17

17:                                               ; preds = %7
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 144
  br label %29

29:                                               ; preds = %17, %175
  %30 = phi i64 [ 0, %17 ], [ %176, %175 ]
  %31 = getelementptr inbounds nuw %struct.packet, ptr %3, i64 %30
  %32 = load i64, ptr %18, align 8
  %33 = add i64 %32, 256
  store i64 %33, ptr %19, align 8
  %34 = getelementptr inbounds nuw i8, ptr %31, i64 8
  %35 = load i64, ptr %34, align 8
  %36 = add i64 %35, %33
  store i64 %36, ptr %20, align 8
  %37 = inttoptr i64 %33 to ptr
  %38 = load i64, ptr %31, align 8
  %39 = inttoptr i64 %38 to ptr
  %40 = load i64, ptr %34, align 8
  %41 = call ptr @memcpy(ptr noundef %37, ptr noundef %39, i64 noundef %40) #22
  switch i32 %2, label %101 [
    i32 1, label %42
    i32 2, label %56
  ]

42:                                               ; preds = %29
  %43 = load i64, ptr %21, align 8
  %44 = load i64, ptr %19, align 8
  %45 = trunc i64 %44 to i32
  %46 = inttoptr i64 %43 to ptr
  store i32 %45, ptr %46, align 1
  %47 = load i64, ptr %21, align 8
  %48 = add i64 %47, 4
  %49 = load i64, ptr %20, align 8
  %50 = trunc i64 %49 to i32
  %51 = inttoptr i64 %48 to ptr
  store i32 %50, ptr %51, align 1
  %52 = load i64, ptr %21, align 8
  %53 = add i64 %52, 8
  %54 = load i64, ptr %19, align 8
  %55 = trunc i64 %54 to i32
  br label %97

56:                                               ; preds = %29
  %57 = load i64, ptr %34, align 8
  %58 = load i64, ptr %21, align 8
  %59 = inttoptr i64 %58 to ptr
  %60 = load i64, ptr %22, align 8
  %61 = inttoptr i64 %60 to ptr
  %62 = load i64, ptr %23, align 8
  %63 = sub i64 %62, %58
  %64 = call ptr @memcpy(ptr noundef %59, ptr noundef %61, i64 noundef %63) #22
  %65 = icmp ugt i64 %57, 13
  br i1 %65, label %66, label %72

66:                                               ; preds = %56
  %67 = load i64, ptr %19, align 8
  %68 = add i64 %67, 12
  %69 = inttoptr i64 %68 to ptr
  %70 = load i16, ptr %69, align 1
  %71 = zext i16 %70 to i32
  br label %72

72:                                               ; preds = %66, %56
  %73 = phi i32 [ %71, %66 ], [ 0, %56 ]
  %74 = load i64, ptr %21, align 8
  %75 = trunc i64 %57 to i32
  %76 = inttoptr i64 %74 to ptr
  store i32 %75, ptr %76, align 1
  %77 = load i64, ptr %21, align 8
  %78 = add i64 %77, 16
  %79 = inttoptr i64 %78 to ptr
  store i32 %73, ptr %79, align 1
  %80 = load i64, ptr %21, align 8
  %81 = add i64 %80, 76
  %82 = load i64, ptr %19, align 8
  %83 = trunc i64 %82 to i32
  %84 = inttoptr i64 %81 to ptr
  store i32 %83, ptr %84, align 1
  %85 = load i64, ptr %21, align 8
  %86 = add i64 %85, 80
  %87 = load i64, ptr %20, align 8
  %88 = trunc i64 %87 to i32
  %89 = inttoptr i64 %86 to ptr
  store i32 %88, ptr %89, align 1
  %90 = load i64, ptr %21, align 8
  %91 = add i64 %90, 140
  %92 = load i64, ptr %19, align 8
  %93 = trunc i64 %92 to i32
  %94 = inttoptr i64 %91 to ptr
  store i32 %93, ptr %94, align 1
  %95 = load i64, ptr %21, align 8
  %96 = add i64 %95, 160
  br label %97

97:                                               ; preds = %72, %42
  %98 = phi i64 [ %96, %72 ], [ %53, %42 ]
  %99 = phi i32 [ %75, %72 ], [ %55, %42 ]
  %100 = inttoptr i64 %98 to ptr
  store i32 %99, ptr %100, align 1
  br label %101

101:                                              ; preds = %29, %97
  store i64 %5, ptr %0, align 8
  store i32 0, ptr %24, align 4
  %102 = load i64, ptr %21, align 8
  %103 = call i64 %1(ptr noundef nonnull %0, i64 noundef %102, i64 noundef 0) #22
  %104 = getelementptr inbounds nuw i8, ptr %31, i64 16
  store i64 %103, ptr %104, align 8
  %105 = load i32, ptr %25, align 4
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %172, label %107

107:                                              ; preds = %101
  %108 = load i64, ptr %26, align 8
  %109 = load i64, ptr %27, align 8
  %110 = inttoptr i64 %109 to ptr
  %111 = icmp ult i64 %108, %109
  br i1 %111, label %112, label %171

112:                                              ; preds = %107
  %113 = inttoptr i64 %108 to ptr
  br label %114

114:                                              ; preds = %168, %112
  %115 = phi ptr [ %113, %112 ], [ %169, %168 ]
  %116 = load i64, ptr %115, align 8
  %117 = inttoptr i64 %116 to ptr
  %118 = load i32, ptr %117, align 8
  %119 = icmp eq i32 %118, 27
  br i1 %119, label %120, label %168

120:                                              ; preds = %114
  %121 = getelementptr inbounds nuw i8, ptr %117, i64 88
  %122 = atomicrmw xchg ptr %121, i32 1 acquire, align 8
  %123 = icmp eq i32 %122, 0
  br i1 %123, label %131, label %124

124:                                              ; preds = %120, %127
  %125 = load atomic i32, ptr %121 monotonic, align 8
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %128, label %127

127:                                              ; preds = %124, %128
  br label %124, !llvm.loop !16

128:                                              ; preds = %124
  %129 = atomicrmw xchg ptr %121, i32 1 acquire, align 8
  %130 = icmp eq i32 %129, 0
  br i1 %130, label %131, label %127

131:                                              ; preds = %128, %120
  %132 = getelementptr inbounds nuw i8, ptr %117, i64 128
  %133 = load i64, ptr %132, align 8
  %134 = getelementptr inbounds nuw i8, ptr %117, i64 120
  %135 = load i64, ptr %134, align 8
  %136 = icmp eq i64 %133, %135
  br i1 %136, label %167, label %137

137:                                              ; preds = %131
  %138 = getelementptr inbounds nuw i8, ptr %117, i64 112
  %139 = getelementptr inbounds nuw i8, ptr %117, i64 12
  br label %140

140:                                              ; preds = %164, %137
  %141 = phi i64 [ %135, %137 ], [ %165, %164 ]
  %142 = phi i64 [ %133, %137 ], [ %155, %164 ]
  %143 = load i64, ptr %138, align 8
  %144 = inttoptr i64 %143 to ptr
  %145 = load i32, ptr %139, align 4
  %146 = add i32 %145, -1
  %147 = zext i32 %146 to i64
  %148 = and i64 %142, %147
  %149 = lshr i64 %148, 3
  %150 = getelementptr inbounds nuw %struct.record, ptr %144, i64 %149
  %151 = load i32, ptr %150, align 4
  %152 = zext i32 %151 to i64
  %153 = add nuw nsw i64 %152, 15
  %154 = and i64 %153, 8589934584
  %155 = add i64 %154, %142
  %156 = getelementptr inbounds nuw i8, ptr %150, i64 4
  %157 = load i32, ptr %156, align 4
  %158 = load i32, ptr %28, align 8
  %159 = shl i32 %158, 2
  %160 = or disjoint i32 %159, 1
  %161 = icmp eq i32 %157, %160
  br i1 %161, label %162, label %164

162:                                              ; preds = %140
  store atomic i32 3, ptr %156 release, align 4
  %163 = load i64, ptr %134, align 8
  br label %164

164:                                              ; preds = %162, %140
  %165 = phi i64 [ %163, %162 ], [ %141, %140 ]
  %166 = icmp eq i64 %155, %165
  br i1 %166, label %167, label %140, !llvm.loop !27

167:                                              ; preds = %164, %131
  store atomic i32 0, ptr %121 release, align 8
  br label %168

168:                                              ; preds = %167, %114
  %169 = getelementptr inbounds nuw i8, ptr %115, i64 24
  %170 = icmp ult ptr %169, %110
  br i1 %170, label %114, label %171, !llvm.loop !28

171:                                              ; preds = %168, %107
  store i32 0, ptr %25, align 4
  br label %172

172:                                              ; preds = %171, %101
  %173 = load i32, ptr %14, align 8
  %174 = icmp eq i32 %173, 0
  br i1 %174, label %175, label %178

175:                                              ; preds = %172
  %176 = add nuw i64 %30, 1
  %177 = icmp eq i64 %176, %4
  br i1 %177, label %178, label %29, !llvm.loop !31

178:                                              ; preds = %175, %172, %7
  %179 = phi i64 [ 0, %7 ], [ %30, %172 ], [ %4, %175 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #21
  %180 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %8) #22
  %181 = load i64, ptr %8, align 8
  %182 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %183 = load i64, ptr %182, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #21
  %184 = sub i64 %181, %11
  %185 = mul i64 %184, 1000000000
  %186 = sub i64 %183, %13
  %187 = add i64 %186, %185
  store i64 %187, ptr %6, align 8
  ret i64 %179
}

; Function Attrs: nounwind
define hidden i64 @pp_run_packets(ptr noundef initializes((8, 12), (176, 184)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i32 noundef %8, ptr noundef writeonly captures(none) %9, ptr noundef writeonly captures(none) %10) local_unnamed_addr #8 {
  %12 = alloca %struct.timespec, align 8
  %13 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %13) #21
  %14 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %13) #22
  %15 = load i64, ptr %13, align 8
  %16 = getelementptr inbounds nuw i8, ptr %13, i64 8
  %17 = load i64, ptr %16, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %13) #21
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, 256
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 0, ptr %21, align 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 176
  store i64 0, ptr %22, align 8
  %23 = inttoptr i64 %20 to ptr
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %26 = icmp eq i32 %2, 1
  %27 = icmp eq i32 %8, 0
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 144
  br label %36

36:                                               ; preds = %209, %11
  %37 = phi i64 [ 0, %11 ], [ %42, %209 ]
  %38 = phi i64 [ 0, %11 ], [ %76, %209 ]
  %39 = phi i64 [ 0, %11 ], [ %77, %209 ]
  %40 = icmp eq i64 %37, %5
  br i1 %40, label %212, label %41

41:                                               ; preds = %36
  %42 = add i64 %37, 1
  %43 = getelementptr inbounds nuw i64, ptr %4, i64 %42
  %44 = load i64, ptr %43, align 8
  %45 = getelementptr inbounds nuw i64, ptr %4, i64 %37
  %46 = load i64, ptr %45, align 8
  %47 = sub i64 %44, %46
  %48 = icmp eq i64 %37, %39
  br i1 %48, label %49, label %74

49:                                               ; preds = %41
  %50 = call i64 @llvm.umax.i64(i64 %37, i64 %5)
  br label %51

51:                                               ; preds = %49, %55
  %52 = phi i64 [ %58, %55 ], [ %46, %49 ]
  %53 = phi i64 [ %56, %55 ], [ %37, %49 ]
  %54 = icmp eq i64 %53, %50
  br i1 %54, label %63, label %55

55:                                               ; preds = %51
  %56 = add i64 %53, 1
  %57 = getelementptr inbounds nuw i64, ptr %4, i64 %56
  %58 = load i64, ptr %57, align 8
  %59 = icmp ult i64 %58, %52
  %60 = sub i64 %58, %46
  %61 = icmp ugt i64 %60, %7
  %62 = select i1 %59, i1 true, i1 %61
  br i1 %62, label %63, label %51, !llvm.loop !32

63:                                               ; preds = %55, %51
  %64 = phi i64 [ %53, %55 ], [ %50, %51 ]
  %65 = icmp eq i64 %64, %37
  br i1 %65, label %212, label %66

66:                                               ; preds = %63
  %67 = getelementptr inbounds nuw i8, ptr %3, i64 %46
  %68 = getelementptr inbounds nuw i64, ptr %4, i64 %64
  %69 = load i64, ptr %68, align 8
  %70 = sub i64 %69, %46
  %71 = call ptr @memcpy(ptr noundef %23, ptr noundef %67, i64 noundef %70) #22
  %72 = sub i64 %20, %46
  %73 = load i64, ptr %45, align 8
  br label %74

74:                                               ; preds = %66, %41
  %75 = phi i64 [ %73, %66 ], [ %46, %41 ]
  %76 = phi i64 [ %72, %66 ], [ %38, %41 ]
  %77 = phi i64 [ %64, %66 ], [ %39, %41 ]
  %78 = add i64 %75, %76
  store i64 %78, ptr %24, align 8
  %79 = add i64 %78, %47
  store i64 %79, ptr %25, align 8
  br i1 %26, label %80, label %93

80:                                               ; preds = %74
  %81 = load i64, ptr %28, align 8
  %82 = trunc i64 %78 to i32
  %83 = inttoptr i64 %81 to ptr
  store i32 %82, ptr %83, align 1
  %84 = load i64, ptr %28, align 8
  %85 = add i64 %84, 4
  %86 = load i64, ptr %25, align 8
  %87 = trunc i64 %86 to i32
  %88 = inttoptr i64 %85 to ptr
  store i32 %87, ptr %88, align 1
  %89 = load i64, ptr %28, align 8
  %90 = add i64 %89, 8
  %91 = load i64, ptr %24, align 8
  %92 = trunc i64 %91 to i32
  br label %135

93:                                               ; preds = %74
  br i1 %27, label %102, label %94

94:                                               ; preds = %93
  %95 = load i64, ptr %28, align 8
  %96 = inttoptr i64 %95 to ptr
  %97 = load i64, ptr %29, align 8
  %98 = inttoptr i64 %97 to ptr
  %99 = load i64, ptr %30, align 8
  %100 = sub i64 %99, %95
  %101 = call ptr @memcpy(ptr noundef %96, ptr noundef %98, i64 noundef %100) #22
  br label %102

102:                                              ; preds = %94, %93
  %103 = icmp ugt i64 %47, 13
  br i1 %103, label %104, label %110

104:                                              ; preds = %102
  %105 = load i64, ptr %24, align 8
  %106 = add i64 %105, 12
  %107 = inttoptr i64 %106 to ptr
  %108 = load i16, ptr %107, align 1
  %109 = zext i16 %108 to i32
  br label %110

110:                                              ; preds = %102, %104
  %111 = phi i32 [ %109, %104 ], [ 0, %102 ]
  %112 = load i64, ptr %28, align 8
  %113 = trunc i64 %47 to i32
  %114 = inttoptr i64 %112 to ptr
  store i32 %113, ptr %114, align 1
  %115 = load i64, ptr %28, align 8
  %116 = add i64 %115, 16
  %117 = inttoptr i64 %116 to ptr
  store i32 %111, ptr %117, align 1
  %118 = load i64, ptr %28, align 8
  %119 = add i64 %118, 76
  %120 = load i64, ptr %24, align 8
  %121 = trunc i64 %120 to i32
  %122 = inttoptr i64 %119 to ptr
  store i32 %121, ptr %122, align 1
  %123 = load i64, ptr %28, align 8
  %124 = add i64 %123, 80
  %125 = load i64, ptr %25, align 8
  %126 = trunc i64 %125 to i32
  %127 = inttoptr i64 %124 to ptr
  store i32 %126, ptr %127, align 1
  %128 = load i64, ptr %28, align 8
  %129 = add i64 %128, 140
  %130 = load i64, ptr %24, align 8
  %131 = trunc i64 %130 to i32
  %132 = inttoptr i64 %129 to ptr
  store i32 %131, ptr %132, align 1
  %133 = load i64, ptr %28, align 8
  %134 = add i64 %133, 160
  br label %135

135:                                              ; preds = %110, %80
  %136 = phi i64 [ %134, %110 ], [ %90, %80 ]
  %137 = phi i32 [ %113, %110 ], [ %92, %80 ]
  %138 = inttoptr i64 %136 to ptr
  store i32 %137, ptr %138, align 1
  store i64 %6, ptr %0, align 8
  store i32 0, ptr %31, align 4
  %139 = load i64, ptr %28, align 8
  %140 = call i64 %1(ptr noundef nonnull %0, i64 noundef %139, i64 noundef 0) #22
  %141 = getelementptr inbounds nuw i64, ptr %9, i64 %37
  store i64 %140, ptr %141, align 8
  %142 = load i32, ptr %32, align 4
  %143 = icmp eq i32 %142, 0
  br i1 %143, label %209, label %144

144:                                              ; preds = %135
  %145 = load i64, ptr %33, align 8
  %146 = load i64, ptr %34, align 8
  %147 = inttoptr i64 %146 to ptr
  %148 = icmp ult i64 %145, %146
  br i1 %148, label %149, label %208

149:                                              ; preds = %144
  %150 = inttoptr i64 %145 to ptr
  br label %151

151:                                              ; preds = %205, %149
  %152 = phi ptr [ %150, %149 ], [ %206, %205 ]
  %153 = load i64, ptr %152, align 8
  %154 = inttoptr i64 %153 to ptr
  %155 = load i32, ptr %154, align 8
  %156 = icmp eq i32 %155, 27
  br i1 %156, label %157, label %205

157:                                              ; preds = %151
  %158 = getelementptr inbounds nuw i8, ptr %154, i64 88
  %159 = atomicrmw xchg ptr %158, i32 1 acquire, align 8
  %160 = icmp eq i32 %159, 0
  br i1 %160, label %168, label %161

161:                                              ; preds = %157, %164
  %162 = load atomic i32, ptr %158 monotonic, align 8
  %163 = icmp eq i32 %162, 0
  br i1 %163, label %165, label %164

164:                                              ; preds = %161, %165
  br label %161, !llvm.loop !16

165:                                              ; preds = %161
  %166 = atomicrmw xchg ptr %158, i32 1 acquire, align 8
  %167 = icmp eq i32 %166, 0
  br i1 %167, label %168, label %164

168:                                              ; preds = %165, %157
  %169 = getelementptr inbounds nuw i8, ptr %154, i64 128
  %170 = load i64, ptr %169, align 8
  %171 = getelementptr inbounds nuw i8, ptr %154, i64 120
  %172 = load i64, ptr %171, align 8
  %173 = icmp eq i64 %170, %172
  br i1 %173, label %204, label %174

174:                                              ; preds = %168
  %175 = getelementptr inbounds nuw i8, ptr %154, i64 112
  %176 = getelementptr inbounds nuw i8, ptr %154, i64 12
  br label %177

177:                                              ; preds = %201, %174
  %178 = phi i64 [ %172, %174 ], [ %202, %201 ]
  %179 = phi i64 [ %170, %174 ], [ %192, %201 ]
  %180 = load i64, ptr %175, align 8
  %181 = inttoptr i64 %180 to ptr
  %182 = load i32, ptr %176, align 4
  %183 = add i32 %182, -1
  %184 = zext i32 %183 to i64
  %185 = and i64 %179, %184
  %186 = lshr i64 %185, 3
  %187 = getelementptr inbounds nuw %struct.record, ptr %181, i64 %186
  %188 = load i32, ptr %187, align 4
  %189 = zext i32 %188 to i64
  %190 = add nuw nsw i64 %189, 15
  %191 = and i64 %190, 8589934584
  %192 = add i64 %191, %179
  %193 = getelementptr inbounds nuw i8, ptr %187, i64 4
  %194 = load i32, ptr %193, align 4
  %195 = load i32, ptr %35, align 8
  %196 = shl i32 %195, 2
  %197 = or disjoint i32 %196, 1
  %198 = icmp eq i32 %194, %197
  br i1 %198, label %199, label %201

199:                                              ; preds = %177
  store atomic i32 3, ptr %193 release, align 4
  %200 = load i64, ptr %171, align 8
  br label %201

201:                                              ; preds = %199, %177
  %202 = phi i64 [ %200, %199 ], [ %178, %177 ]
  %203 = icmp eq i64 %192, %202
  br i1 %203, label %204, label %177, !llvm.loop !27

204:                                              ; preds = %201, %168
  store atomic i32 0, ptr %158 release, align 8
  br label %205

205:                                              ; preds = %204, %151
  %206 = getelementptr inbounds nuw i8, ptr %152, i64 24
  %207 = icmp ult ptr %206, %147
  br i1 %207, label %151, label %208, !llvm.loop !28

208:                                              ; preds = %205, %144
  store i32 0, ptr %32, align 4
  br label %209

209:                                              ; preds = %208, %135
  %210 = load i32, ptr %21, align 8
  %211 = icmp eq i32 %210, 0
  br i1 %211, label %36, label %212, !llvm.loop !33

212:                                              ; preds = %63, %209, %36
  %213 = phi i64 [ %37, %63 ], [ %37, %209 ], [ %5, %36 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %12) #21
  %214 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %12) #22
  %215 = load i64, ptr %12, align 8
  %216 = getelementptr inbounds nuw i8, ptr %12, i64 8
  %217 = load i64, ptr %216, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %12) #21
  %218 = sub i64 %215, %15
  %219 = mul i64 %218, 1000000000
  %220 = sub i64 %217, %17
  %221 = add i64 %220, %219
  store i64 %221, ptr %10, align 8
  ret i64 %213
}

; Function Attrs: nounwind
define hidden i64 @pp_call_many(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #8 {
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #21
  %8 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #22
  %9 = load i64, ptr %7, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %11 = load i64, ptr %10, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #21
  %12 = icmp eq i64 %4, 0
  br i1 %12, label %35, label %13

13:                                               ; preds = %5
  %14 = icmp eq i64 %3, 0
  br label %15

15:                                               ; preds = %13, %17
  %16 = phi i64 [ %4, %13 ], [ %18, %17 ]
  br i1 %14, label %17, label %20

17:                                               ; preds = %20, %15
  %18 = add i64 %16, -1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %35, label %15, !llvm.loop !34

20:                                               ; preds = %15, %20
  %21 = phi i64 [ %33, %20 ], [ 0, %15 ]
  %22 = getelementptr inbounds nuw i32, ptr %2, i64 %21
  %23 = load i32, ptr %22, align 4
  %24 = zext i32 %23 to i64
  %25 = getelementptr inbounds nuw ptr, ptr %1, i64 %24
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr inbounds nuw i64, ptr %0, i64 %24
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = getelementptr inbounds nuw i8, ptr %26, i64 32
  %31 = load i64, ptr %30, align 8
  %32 = call i64 %29(ptr noundef %26, i64 noundef %31, i64 noundef 0) #22
  %33 = add nuw i64 %21, 1
  %34 = icmp eq i64 %33, %3
  br i1 %34, label %17, label %20, !llvm.loop !35

35:                                               ; preds = %17, %5
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #21
  %36 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #22
  %37 = load i64, ptr %6, align 8
  %38 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %39 = load i64, ptr %38, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #21
  %40 = sub i64 %37, %9
  %41 = mul i64 %40, 1000000000
  %42 = sub i64 %39, %11
  %43 = add i64 %42, %41
  ret i64 %43
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i32 0, 2) i32 @allowed_inside(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #2 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = icmp ult i64 %6, %8
  br i1 %10, label %11, label %57

11:                                               ; preds = %4
  %12 = inttoptr i64 %6 to ptr
  %13 = icmp eq i32 %3, 0
  br label %14

14:                                               ; preds = %11, %54
  %15 = phi ptr [ %12, %11 ], [ %55, %54 ]
  %16 = load i64, ptr %15, align 8
  %17 = inttoptr i64 %16 to ptr
  %18 = getelementptr inbounds nuw i8, ptr %17, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %17, i64 40
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = load i32, ptr %17, align 8
  %24 = and i32 %23, -2
  %25 = icmp eq i32 %24, 12
  %26 = icmp ult i64 %19, %21
  %27 = select i1 %25, i1 %26, i1 false
  br i1 %27, label %28, label %54

28:                                               ; preds = %14
  %29 = inttoptr i64 %19 to ptr
  br label %30

30:                                               ; preds = %28, %51
  %31 = phi ptr [ %52, %51 ], [ %29, %28 ]
  %32 = load atomic i64, ptr %31 acquire, align 8
  %33 = inttoptr i64 %32 to ptr
  %34 = icmp eq i64 %32, 0
  br i1 %34, label %51, label %35

35:                                               ; preds = %30
  %36 = getelementptr inbounds nuw i8, ptr %33, i64 32
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr inbounds nuw i8, ptr %33, i64 40
  %39 = load i64, ptr %38, align 8
  %40 = icmp ult i64 %1, %37
  %41 = icmp ugt i64 %1, %39
  %42 = or i1 %40, %41
  %43 = sub nuw i64 %39, %1
  %44 = icmp ugt i64 %2, %43
  %45 = select i1 %42, i1 true, i1 %44
  br i1 %45, label %51, label %46

46:                                               ; preds = %35
  br i1 %13, label %57, label %47

47:                                               ; preds = %46
  %48 = getelementptr inbounds nuw i8, ptr %33, i64 108
  %49 = load i32, ptr %48, align 4
  %50 = icmp eq i32 %49, 0
  br i1 %50, label %57, label %51

51:                                               ; preds = %47, %35, %30
  %52 = getelementptr inbounds nuw i8, ptr %31, i64 8
  %53 = icmp ult ptr %52, %22
  br i1 %53, label %30, label %54, !llvm.loop !36

54:                                               ; preds = %51, %14
  %55 = getelementptr inbounds nuw i8, ptr %15, i64 24
  %56 = icmp ult ptr %55, %9
  br i1 %56, label %14, label %57, !llvm.loop !37

57:                                               ; preds = %54, %46, %47, %4
  %58 = phi i32 [ 1, %46 ], [ 0, %4 ], [ 1, %47 ], [ 0, %54 ]
  ret i32 %58
}

declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #9

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #18

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #18

attributes #0 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #3 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #4 = { nofree norecurse nounwind "no-builtins" "no-jump-tables"="true" }
attributes #5 = { nofree noinline norecurse nounwind "no-builtins" "no-jump-tables"="true" }
attributes #6 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #7 = { nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #8 = { nounwind "no-builtins" "no-jump-tables"="true" }
attributes #9 = { "no-builtins" }
attributes #10 = { mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #11 = { noinline nounwind "no-builtins" "no-jump-tables"="true" }
attributes #12 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #13 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) "no-builtins" "no-jump-tables"="true" }
attributes #14 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read) "no-builtins" "no-jump-tables"="true" }
attributes #15 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #16 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #17 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #18 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #19 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #20 = { nobuiltin "no-builtins" }
attributes #21 = { nounwind }
attributes #22 = { nobuiltin nounwind "no-builtins" }

!llvm.module.flags = !{!0, !1, !2}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 8, !"PIC Level", i32 2}
!2 = !{i32 7, !"PIE Level", i32 2}
!3 = distinct !{!3, !4, !5}
!4 = !{!"llvm.loop.mustprogress"}
!5 = !{!"llvm.loop.unroll.disable"}
!6 = distinct !{!6, !4, !5}
!7 = distinct !{!7, !4, !5}
!8 = distinct !{!8, !4, !5}
!9 = distinct !{!9, !4, !5}
!10 = distinct !{!10, !4, !5}
!11 = distinct !{!11, !4, !5}
!12 = distinct !{!12, !4, !5}
!13 = distinct !{!13, !4, !5}
!14 = distinct !{!14, !4, !5}
!15 = distinct !{!15, !4, !5}
!16 = distinct !{!16, !4, !5}
!17 = distinct !{!17, !5}
!18 = distinct !{!18, !4, !5}
!19 = distinct !{!19, !4, !5}
!20 = distinct !{!20, !4, !5}
!21 = distinct !{!21, !4, !5}
!22 = distinct !{!22, !4, !5}
!23 = distinct !{!23, !4, !5}
!24 = distinct !{!24, !4, !5}
!25 = distinct !{!25, !4, !5}
!26 = distinct !{!26, !4, !5}
!27 = distinct !{!27, !4, !5}
!28 = distinct !{!28, !4, !5}
!29 = distinct !{!29, !4, !5}
!30 = distinct !{!30, !4, !5}
!31 = distinct !{!31, !4, !5}
!32 = distinct !{!32, !4, !5}
!33 = distinct !{!33, !4, !5}
!34 = distinct !{!34, !4, !5}
!35 = distinct !{!35, !4, !5}
!36 = distinct !{!36, !4, !5}
!37 = distinct !{!37, !4, !5}
